import { AdminCreateCategory } from "@cartwright/contracts/categories";
import type { CategoryId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expectPicture } from "../../catalog/add-picture.ts";
import { listLoosePictures } from "../../catalog/loose-pictures.ts";
import { insertProduct } from "../../catalog/testing/products.ts";
import { newId } from "../../kernel/ids.ts";
import { createMember, testDeps } from "../../testing/fixtures.ts";
import type { PlainStaffAct } from "../staff-act.ts";
import {
  createCategoryAsStaff,
  moveCategoryAsStaff,
  removeCategoryAsStaff,
  removeCategoryPictureAsStaff,
  saveCategoryAsStaff,
  setCategoryPictureAsStaff,
} from "./change-category.ts";
import { getCategoryForStaff } from "./get-category.ts";
import { listCategoriesForStaff } from "./list-categories.ts";

let database: TestDatabase;
let deps: ReturnType<typeof testDeps>;
let act: PlainStaffAct;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = testDeps(database.db);
  act = { actor: await createMember(database.db, { role: "admin" }), address: "127.0.0.1", requestId: "test" };
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`truncate catalog.categories, catalog.collections, catalog.products, catalog.loose_pictures cascade`.execute(
    database.db,
  );
});

const create = (title: string, parentId: CategoryId | null = null) =>
  createCategoryAsStaff(deps, AdminCreateCategory.parse({ title, parentId }), act);
const audited = async (id: CategoryId) => {
  const { rows } = await sql<{ action: string; before: unknown; after: unknown }>`
    select action, before, after from audit.entries where subject_id = ${id} order by id desc limit 1`.execute(
    database.db,
  );
  return rows[0];
};

describe("categories in the back office", () => {
  it("lists the tree in the order of the menu, with the products of each category and of its branch", async () => {
    const home = await create("Home");
    const light = await create("Light", home.id);
    await create("Bags");
    await insertProduct(database.db, { title: "Lamp", categoryId: light.id });
    await insertProduct(database.db, { title: "Old lamp", categoryId: light.id, status: "archived" });
    await insertProduct(database.db, { title: "Rug", categoryId: home.id });
    const { items } = await listCategoriesForStaff(database.db);
    expect(items).toMatchObject([
      { title: "Home", level: 1, parentId: null, productCount: 1, branchCount: 3 },
      { title: "Light", level: 2, parentId: home.id, productCount: 2, branchCount: 2 },
      { title: "Bags", level: 1, productCount: 0, branchCount: 0 },
    ]);
    expect(await getCategoryForStaff(database.db, home.id)).toMatchObject({ childCount: 1, branchCount: 3 });
    await expect(getCategoryForStaff(database.db, newId<CategoryId>())).rejects.toMatchObject({ reason: "not_found" });
  });

  it("records who changed what of a category, and from where to where it moved", async () => {
    const home = await create("Home");
    const bags = await create("Bags");
    expect(await audited(bags.id)).toMatchObject({
      action: "categories.create",
      after: { title: "Bags", slug: "bags" },
    });
    const input = { categoryId: bags.id, version: 1, title: "Carriers", slug: "carriers", description: "" };
    expect(await saveCategoryAsStaff(deps, input, act)).toMatchObject({ slug: "carriers", oldSlugs: ["bags"] });
    expect(await audited(bags.id)).toEqual({
      action: "categories.save",
      before: { title: "Bags", slug: "bags" },
      after: { title: "Carriers", slug: "carriers" },
    });
    const at = { categoryId: bags.id, version: 2, parentId: home.id, beforeId: null };
    const { items } = await moveCategoryAsStaff(deps, at, act);
    expect(items).toMatchObject([{ title: "Home" }, { title: "Carriers", level: 2, version: 3 }]);
    expect(await audited(bags.id)).toEqual({
      action: "categories.move",
      before: { parentId: null, place: 2 },
      after: { parentId: home.id, place: 1 },
    });
    await insertProduct(database.db, { title: "Tote", categoryId: bags.id });
    const remove = { categoryId: bags.id, version: 3, moveProductsTo: home.id };
    await removeCategoryAsStaff(deps, remove, act);
    expect(await audited(bags.id)).toEqual({
      action: "categories.remove",
      before: { title: "Carriers", slug: "carriers", description: "", parentId: home.id },
      after: { productsMoved: 1, moveProductsTo: home.id },
    });
    await expect(removeCategoryAsStaff(deps, remove, act)).rejects.toMatchObject({ reason: "not_found" });
  });

  it("keeps a category that a promotion or the rules of a collection name, and says which", async () => {
    const bags = await create("Bags");
    const remove = () => removeCategoryAsStaff(deps, { categoryId: bags.id, version: 1, moveProductsTo: null }, act);
    const promotionId = newId();
    await sql`
      insert into promotions.promotions (id, code, kind, title, category_ids)
      values (${promotionId}, 'BAGS', 'free_shipping', 'Bag week', ${[bags.id]}::uuid[])`.execute(database.db);
    const rules = { match: "all", conditions: [{ field: "category", categoryId: bags.id }] };
    await sql`
      insert into catalog.collections (id, slug, title, kind, rules)
      values (${newId()}, 'on-the-road', 'On the road', 'rule', ${JSON.stringify(rules)}::jsonb)`.execute(database.db);
    expect(await getCategoryForStaff(database.db, bags.id)).toMatchObject({
      promotions: [{ id: promotionId, title: "Bag week" }],
      collections: [{ title: "On the road" }],
    });
    await expect(remove()).rejects.toMatchObject({ message: expect.stringContaining("Bag week") });
    await sql`update promotions.promotions set active = false`.execute(database.db);
    await expect(remove()).rejects.toMatchObject({ message: expect.stringContaining("On the road") });
    expect((await listCategoriesForStaff(database.db)).items).toHaveLength(1);
    await sql`delete from catalog.collections`.execute(database.db);
    await remove();
    expect((await listCategoriesForStaff(database.db)).items).toEqual([]);
  });

  it("keeps the files of a picture for as long as a category or a product shows it", async () => {
    const bags = await create("Bags");
    const picture = (key: string) => ({ key, width: 900, height: 600, tint: "#ddeeff" });
    const loose = async () => {
      await sql`update catalog.loose_pictures set since = now() - interval '2 days'`.execute(database.db);
      return listLoosePictures(database.db, 10);
    };
    const set = async (key: string) => {
      await expectPicture(database.db, key);
      return setCategoryPictureAsStaff(deps, { categoryId: bags.id, picture: picture(key) }, act);
    };
    expect(await set("uploads/one")).toMatchObject({
      version: 2,
      image: { key: "uploads/one", width: 900, height: 600, tint: "#ddeeff" },
    });
    expect(await loose()).toEqual([]);
    await insertProduct(database.db, { title: "Tote", pictures: ["uploads/one"] });
    await set("uploads/two");
    expect(await loose()).toEqual([]);
    await sql`delete from catalog.images`.execute(database.db);
    expect(await loose()).toEqual(["uploads/one"]);
    await removeCategoryPictureAsStaff(deps, { categoryId: bags.id, version: 3 }, act);
    expect((await loose()).toSorted()).toEqual(["uploads/one", "uploads/two"]);
    await expect(removeCategoryPictureAsStaff(deps, { categoryId: bags.id, version: 4 }, act)).rejects.toMatchObject({
      reason: "not_found",
    });
  });
});
