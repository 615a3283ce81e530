import { ListProducts, OLD_SLUGS_MAX } from "@cartwright/contracts/catalog";
import { AdminCreateCategory, type AdminMoveCategory, CATEGORIES_MAX } from "@cartwright/contracts/categories";
import { AdminCreateCollection } from "@cartwright/contracts/collections";
import type { CategoryId, ProductId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { testDeps } from "../../testing/fixtures.ts";
import { checkCollections } from "../collections/check-collections.ts";
import { createCollection } from "../collections/edit-collection.ts";
import { createProduct } from "../create-product.ts";
import { listCategories } from "../list-categories.ts";
import { listProducts } from "../list-products.ts";
import { saveProduct } from "../save-product.ts";
import { createCategory } from "./create-category.ts";
import { findMovedCategory } from "./find-moved-category.ts";
import { moveCategory } from "./move-category.ts";
import { removeCategory } from "./remove-category.ts";
import { saveCategory } from "./save-category.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`truncate catalog.categories, catalog.collections, catalog.products, saga.outbox cascade`.execute(
    database.db,
  );
});

const deps = () => testDeps(database.db);
const inOne = <Result>(work: (tx: Tx) => Promise<Result>) => inTransaction(database.db, work);
const create = async (title: string, parentId: CategoryId | null = null, slug?: string) => {
  const input = AdminCreateCategory.parse({ title, parentId, ...(slug === undefined ? {} : { slug }) });
  return (await inOne((tx) => createCategory(tx, input))).id;
};
const versionOf = async (id: CategoryId) => {
  const row = await database.db
    .selectFrom("catalog.categories")
    .select("version")
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.version ?? 0;
};
const moveAt = (id: CategoryId, version: number, to: Pick<AdminMoveCategory, "parentId" | "beforeId">) =>
  inOne((tx) => moveCategory(tx, { categoryId: id, version, ...to }));
const move = async (id: CategoryId, parentId: CategoryId | null, beforeId: CategoryId | null = null) =>
  moveAt(id, await versionOf(id), { parentId, beforeId });
const save = async (id: CategoryId, title: string, slug: string) => {
  const version = await versionOf(id);
  return inOne((tx) => saveCategory(tx, { categoryId: id, version }, { title, slug, description: "" }));
};
const remove = async (id: CategoryId, moveProductsTo: CategoryId | null = null) => {
  const version = await versionOf(id);
  return inOne((tx) => removeCategory(tx, { categoryId: id, version, moveProductsTo }));
};

interface Node {
  readonly title: string;
  readonly children: readonly Node[];
}
/** `Home(Light(Lamps) Rugs) Bags` */
const words = (nodes: readonly Node[]): string =>
  nodes.map(({ title, children }) => (children.length === 0 ? title : `${title}(${words(children)})`)).join(" ");
const shop = async () => words(await listCategories(database.db));
const product = async (title: string, categoryId: CategoryId | null) =>
  createProduct(deps(), {
    title,
    categoryId,
    status: "active",
    options: [],
    variants: [{ options: [], priceMinor: 900 }],
  });
const titles = async (category: string) =>
  (await listProducts(database.db, ListProducts.parse({ category }))).items.map(({ title }) => title).toSorted();
const told = async () =>
  (await sql<{ payload: unknown }>`select payload from saga.outbox where name = 'catalog.changed'`.execute(database.db))
    .rows;
/** Resolves once a statement waits for a lock. */
const someoneWaits = () =>
  vi.waitUntil(
    async () => {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        database.db,
      );
      return rows.length > 0;
    },
    { timeout: WAIT_MS_MAX },
  );
/** Commits the first piece of work once the second waits for it. Returns how the second ended. */
async function whileOpen(first: (tx: Tx) => Promise<unknown>, second: () => Promise<unknown>): Promise<unknown> {
  const { outcome } = await database.db.transaction().execute(async (tx) => {
    await first(tx);
    const running = second().then(
      () => "done",
      (error: unknown) => error,
    );
    await someoneWaits();
    return { outcome: running };
  });
  return outcome;
}

describe("the tree", () => {
  it("shows new categories last, and moves and reorders branches whole", async () => {
    const home = await create("Home");
    const light = await create("Light", home);
    await create("Lamps", light);
    const rugs = await create("Rugs", home);
    const bags = await create("Bags");
    expect(await shop()).toBe("Home(Light(Lamps) Rugs) Bags");
    await move(rugs, home, light);
    expect(await shop()).toBe("Home(Rugs Light(Lamps)) Bags");
    await move(light, null, bags);
    expect(await shop()).toBe("Home(Rugs) Light(Lamps) Bags");
    expect(await move(bags, rugs)).toEqual({ parentId: null, place: 3, newPlace: 1 });
    expect(await shop()).toBe("Home(Rugs(Bags)) Light(Lamps)");
    await expect(move(home, rugs)).rejects.toMatchObject({ fields: { parentId: expect.any(String) } });
    await expect(move(light, bags)).rejects.toMatchObject({ fields: { parentId: expect.any(String) } });
    await expect(move(light, newId<CategoryId>())).rejects.toMatchObject({ fields: { parentId: expect.any(String) } });
    await expect(move(light, home, bags)).rejects.toMatchObject({ fields: { beforeId: expect.any(String) } });
    await expect(moveAt(light, 99, { parentId: null, beforeId: null })).rejects.toMatchObject({
      reason: "stale_write",
    });
    expect(await shop()).toBe("Home(Rugs(Bags)) Light(Lamps)");
  });

  it("shows the products of a branch where the branch is, in lists, facets and rules", async () => {
    const home = await create("Home");
    const desk = await create("Desk");
    const light = await create("Light", home);
    await product("Lamp", light);
    const rules = { match: "all", conditions: [{ field: "category", categoryId: desk }] };
    await inOne((tx) => createCollection(tx, AdminCreateCollection.parse({ title: "Office", kind: "rule", rules })));
    expect([await titles("home"), await titles("desk")]).toEqual([["Lamp"], []]);
    await sql`delete from saga.outbox`.execute(database.db);
    await move(light, desk);
    expect(await told()).toEqual([{ payload: { productIds: [], slugs: [], lists: true } }]);
    expect([await titles("home"), await titles("desk")]).toEqual([[], ["Lamp"]]);
    const page = await listProducts(database.db, ListProducts.parse({}));
    expect(page.facets.categories.map(({ slug, count }) => [slug, count])).toEqual([
      ["light", 1],
      ["desk", 1],
    ]);
    // Without waiting for the hourly comparison.
    expect(await checkCollections(deps())).toBe(1);
    const ofRules = await listProducts(database.db, ListProducts.parse({ collection: "office" }));
    expect(ofRules.items).toMatchObject([{ title: "Lamp" }]);
  });

  it("has a written number of categories", async () => {
    await sql`
      insert into catalog.categories (id, slug, title)
      select gen_random_uuid(), 'c-' || n, 'C' from generate_series(1, ${CATEGORIES_MAX}::int) n`.execute(database.db);
    await expect(create("One more")).rejects.toMatchObject({ fields: { title: expect.stringContaining("1,000") } });
  });
});

describe("the address of a category", () => {
  it("leads from every earlier one to the current one, also in a filter", async () => {
    const lamps = await create("Lamps");
    await product("Globe", lamps);
    await save(lamps, "Lighting", "lighting");
    await save(lamps, "Lights", "lights");
    for (const slug of ["lamps", "lighting"]) {
      expect(await findMovedCategory(database.db, slug)).toEqual({ categoryId: lamps, slug: "lights" });
      expect(await titles(slug)).toEqual(["Globe"]);
    }
    await expect(findMovedCategory(database.db, "lights")).rejects.toMatchObject({ reason: "not_found" });
    await save(lamps, "Lamps", "lamps");
    await expect(findMovedCategory(database.db, "lamps")).rejects.toMatchObject({ reason: "not_found" });
    expect(await findMovedCategory(database.db, "lights")).toMatchObject({ slug: "lamps" });
  });

  it("is not given to another category, now or later", async () => {
    const lamps = await create("Lamps");
    const bags = await create("Bags");
    await save(lamps, "Lights", "lights");
    await expect(save(bags, "Bags", "lights")).rejects.toMatchObject({
      fields: { slug: expect.stringContaining("Another category") },
    });
    await expect(save(bags, "Bags", "lamps")).rejects.toMatchObject({
      fields: { slug: expect.stringContaining("once belonged") },
    });
    await expect(create("Lamps", null, "lamps")).rejects.toMatchObject({ fields: { slug: expect.any(String) } });
    const made = await Promise.all([1, 2, 3].map(() => create("Lamps")));
    const rows = await database.db.selectFrom("catalog.categories").select("slug").where("id", "in", made).execute();
    expect(rows.map(({ slug }) => slug).toSorted()).toEqual(["lamps-2", "lamps-3", "lamps-4"]);
  });

  it("has a written number of earlier ones", async () => {
    const lamps = await create("Lamps");
    await sql`
      insert into catalog.old_category_slugs (slug, category_id)
      select 'old-' || n, ${lamps}::uuid from generate_series(1, ${OLD_SLUGS_MAX}::int) n`.execute(database.db);
    await expect(save(lamps, "Lamps", "one-too-many")).rejects.toMatchObject({ fields: { slug: expect.any(String) } });
    await save(lamps, "Lamps", "old-7");
    expect((await listCategories(database.db))[0]?.slug).toBe("old-7");
  });
});

describe("deleting a category", () => {
  it("is refused while categories or products are in it, and changes nothing", async () => {
    const home = await create("Home");
    const light = await create("Light", home);
    await product("Lamp", light);
    await expect(remove(home)).rejects.toMatchObject({ message: expect.stringContaining("A category is below") });
    await expect(remove(light)).rejects.toMatchObject({
      fields: { moveProductsTo: expect.stringContaining("A product") },
    });
    for (const to of [light, newId<CategoryId>()])
      await expect(remove(light, to)).rejects.toMatchObject({ fields: { moveProductsTo: expect.any(String) } });
    await expect(
      inOne((tx) => removeCategory(tx, { categoryId: light, version: 9, moveProductsTo: home })),
    ).rejects.toMatchObject({ reason: "stale_write" });
    expect([await shop(), await titles("light")]).toEqual(["Home(Light)", ["Lamp"]]);
  });

  it("moves its products, with what their pages, collections and versions say, and leaves no address", async () => {
    const home = await create("Home");
    const light = await create("Light", home);
    const { productId, slug } = await product("Lamp", light);
    const rules = { match: "all", conditions: [{ field: "category", categoryId: home }] };
    await move(light, null);
    await inOne((tx) => createCollection(tx, AdminCreateCollection.parse({ title: "House", kind: "rule", rules })));
    await save(light, "Light", "lights");
    await sql`delete from saga.outbox`.execute(database.db);
    expect(await remove(light, home)).toMatchObject({ productsMoved: 1, was: { slug: "lights" } });
    expect([await shop(), await titles("home")]).toEqual(["Home", ["Lamp"]]);
    expect(await told()).toEqual([{ payload: { productIds: [productId], slugs: [slug], lists: true } }]);
    const collection = await listProducts(database.db, ListProducts.parse({ collection: "house" }));
    expect(collection.items).toMatchObject([{ title: "Lamp" }]);
    await expect(saveProduct(deps(), { productId, version: 1, vendor: "X" })).rejects.toMatchObject({
      reason: "stale_write",
    });
    await expect(findMovedCategory(database.db, "light")).rejects.toMatchObject({ reason: "not_found" });
    // Its addresses are free again.
    await create("Light", null, "light");
  });

  it("leaves its picture to be removed, also one that was loose before, and no picture that came with the shop", async () => {
    const loose = async () =>
      (await sql<{ key: string }>`select key from catalog.loose_pictures`.execute(database.db)).rows.map(
        ({ key }) => key,
      );
    await sql`insert into catalog.loose_pictures (key) values ('uploads/twice')`.execute(database.db);
    for (const key of ["products/lamp/use", "uploads/twice"]) {
      const light = await create("Light");
      await sql`update catalog.categories set image_key = ${key}`.execute(database.db);
      await remove(light);
    }
    expect(await loose()).toEqual(["uploads/twice"]);
  });
});

describe("at the same time", () => {
  it("never makes a cycle of two moves that each are fine", async () => {
    const [one, two] = [await create("One"), await create("Two")];
    const outcome = await whileOpen(
      (tx) => moveCategory(tx, { categoryId: one, version: 1, parentId: two, beforeId: null }),
      () => move(two, one),
    );
    expect(outcome).toMatchObject({ reason: "invalid_input", fields: { parentId: expect.any(String) } });
    expect(await shop()).toBe("Two(One)");
  });

  it("never makes a cycle, whoever writes it", async () => {
    const [one, two] = [await create("One"), await create("Two")];
    const put = (id: CategoryId, below: CategoryId, tx: Pick<TestDatabase, "db">["db"] | Tx = database.db) =>
      sql`update catalog.categories set parent_id = ${below} where id = ${id}`.execute(tx);
    const outcome = await whileOpen(
      (tx) => put(one, two, tx),
      () => put(two, one),
    );
    expect(outcome).toMatchObject({ constraint: "categories_no_cycle" });
    expect(await shop()).toBe("Two(One)");
  });

  it("keeps both of two new orders, and one of two moves of one category", async () => {
    const [one, two, three] = [await create("One"), await create("Two"), await create("Three")];
    const later = await whileOpen(
      (tx) => moveCategory(tx, { categoryId: three, version: 1, parentId: null, beforeId: one }),
      () => move(one, null),
    );
    expect(later).toBe("done");
    expect(await shop()).toBe("Three Two One");
    const both = await Promise.allSettled([
      moveAt(two, 1, { parentId: null, beforeId: three }),
      moveAt(two, 1, { parentId: one, beforeId: null }),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { reason: "stale_write" } });
  });

  it("does not move a category below one that is being deleted, nor delete one that is getting one", async () => {
    const [one, two] = [await create("One"), await create("Two")];
    const removed = await whileOpen(
      (tx) => removeCategory(tx, { categoryId: two, version: 1, moveProductsTo: null }),
      () => move(one, two),
    );
    expect(removed).toMatchObject({ fields: { parentId: expect.any(String) } });
    const three = await create("Three");
    const moved = await whileOpen(
      (tx) => moveCategory(tx, { categoryId: one, version: 1, parentId: three, beforeId: null }),
      () => remove(three),
    );
    expect(moved).toMatchObject({ reason: "invalid_input", message: expect.stringContaining("A category is below") });
    expect(await shop()).toBe("Three(One)");
  });

  it("does not lose a product that is put into a category while that is deleted", async () => {
    const [light, home] = [await create("Light"), await create("Home")];
    const { productId } = await product("Lamp", home);
    const put = (id: ProductId, to: CategoryId) => saveProduct(deps(), { productId: id, version: 1, categoryId: to });
    const late = await whileOpen(
      (tx) => removeCategory(tx, { categoryId: light, version: 1, moveProductsTo: null }),
      () => put(productId, light),
    );
    expect(late).toMatchObject({ reason: "invalid_input", fields: { categoryId: expect.any(String) } });
    expect(await titles("home")).toEqual(["Lamp"]);
    // The other way round the deletion waits, and finds it.
    const desk = await create("Desk");
    const refused = await whileOpen(
      (tx) => sql`update catalog.products set category_id = ${desk} where id = ${productId}`.execute(tx),
      () => remove(desk),
    );
    expect(refused).toMatchObject({ fields: { moveProductsTo: expect.stringContaining("A product") } });
    expect(await titles("desk")).toEqual(["Lamp"]);
  });

  it("does not delete a category that a collection is just being given", async () => {
    const light = await create("Light");
    const rules = { match: "all", conditions: [{ field: "category", categoryId: light }] };
    const input = AdminCreateCollection.parse({ title: "Shining", kind: "rule", rules });
    const late = await whileOpen(
      (tx) => removeCategory(tx, { categoryId: light, version: 1, moveProductsTo: null }),
      () => inOne((tx) => createCollection(tx, input)),
    );
    expect(late).toMatchObject({ reason: "invalid_input", fields: { rules: expect.any(String) } });
  });
});
