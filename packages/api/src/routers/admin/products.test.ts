import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import type { Role } from "@cartwright/contracts/permissions";
import type { Actor } from "@cartwright/core/kernel/actor";
import { newId } from "@cartwright/core/kernel/ids";
import { createMember, createProduct, newGuest } from "@cartwright/core/testing/fixtures";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCaller } from "../../root.ts";
import { testApiDeps, testContext } from "../../testing/test-context.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from saga.outbox`.execute(database.db);
});

const callerOf = (actor: Actor, csrf?: "invalid") =>
  createCaller(testContext(testApiDeps(database.db), { actor, ...(csrf ? { csrf } : {}) }));
const staff = (role: Role = "manager") => createMember(database.db, { role });
const create = createProduct;

interface Row {
  readonly name: string;
  readonly payload: unknown;
}
const messages = async (): Promise<Row[]> =>
  (await sql<Row>`select name, payload from saga.outbox order by name`.execute(database.db)).rows;
const audited = async (subjectId: string) =>
  database.db
    .selectFrom("audit.entries")
    .select(["action", "actor_id", "before", "after", "reason"])
    .where("subject_id", "=", subjectId)
    .orderBy("id")
    .execute();

it("refuses everyone but staff, lets support only read, and ignores a forged request", async () => {
  const product = await create(database.db);
  const [{ id: variantId }] = product.variants;
  const reading = (actor: Actor) => {
    const { admin } = callerOf(actor);
    return [
      admin.products.list({}),
      admin.products.get({ productId: product.id }),
      admin.inventory.list({}),
      admin.inventory.movements({ variantId }),
    ];
  };
  const writing = (actor: Actor, csrf?: "invalid") => {
    const { admin } = callerOf(actor, csrf);
    return [
      admin.products.save({ productId: product.id, version: 1, title: "Stolen" }),
      admin.inventory.adjust({ variantId, change: { by: 5 }, reason: "no reason" }),
    ];
  };
  const codes = async (calls: readonly Promise<unknown>[]) =>
    (await Promise.allSettled(calls)).map((result) => (result.status === "rejected" ? result.reason.code : "done"));
  for (const actor of [newGuest(), { kind: "system" } as const])
    expect(new Set(await codes([...reading(actor), ...writing(actor)]))).toEqual(new Set(["UNAUTHORIZED"]));
  const shopper = await createMember(database.db);
  expect(new Set(await codes([...reading(shopper), ...writing(shopper)]))).toEqual(new Set(["FORBIDDEN"]));
  const support = await staff("support");
  expect(new Set(await codes(reading(support)))).toEqual(new Set(["done"]));
  expect(new Set(await codes(writing(support)))).toEqual(new Set(["FORBIDDEN"]));
  expect(new Set(await codes(writing(await staff(), "invalid")))).toEqual(new Set(["FORBIDDEN"]));

  const after = await callerOf(support).admin.products.get({ productId: product.id });
  expect(after).toMatchObject({ title: product.title, version: 1, variants: [{ onHand: 100 }] });
  expect(await audited(product.id)).toEqual([]);
});

describe("a new product", () => {
  it("is a draft with one variant until it says otherwise, and is on sale as soon as it is published", async () => {
    const { admin, catalog } = callerOf(await staff());
    const draft = await admin.products.create({ title: "Crème brûlée torch" });
    expect(draft).toMatchObject({
      slug: "creme-brulee-torch",
      status: "draft",
      variants: [{ priceMinor: 0, onHand: 0 }],
    });
    await expect(catalog.product({ slug: draft.slug })).rejects.toMatchObject({ code: "NOT_FOUND" });

    const variants = ["S", "M"].map((size, index) => ({
      options: [size],
      priceMinor: 1_900,
      sku: `NP-${newId()}`,
      onHand: index * 5,
    }));
    const shirt = await admin.products.create({
      title: "Crème brûlée torch",
      status: "active",
      options: ["Size"],
      variants,
    });
    expect(shirt).toMatchObject({ slug: "creme-brulee-torch-2", options: ["Size"] });
    expect(await catalog.product({ slug: shirt.slug })).toMatchObject({
      variants: [
        { title: "S", priceMinor: 1_900, available: 0 },
        { title: "M", priceMinor: 1_900, available: 5 },
      ],
    });
    expect((await admin.products.list({ query: variants[0]?.sku ?? "" })).items.map(({ id }) => id)).toEqual([
      shirt.id,
    ]);
  });

  it("is refused whole when something is wrong with it", async () => {
    const { admin } = callerOf(await staff());
    const one = { options: ["S"], priceMinor: 100 };
    const twice = admin.products.create({ title: "Twice", options: ["Size"], variants: [one, one] });
    await expect(twice).rejects.toMatchObject({ code: "BAD_REQUEST" });
    const without = admin.products.create({ title: "Without", options: ["Size"], variants: [{ priceMinor: 100 }] });
    await expect(without).rejects.toMatchObject({ code: "BAD_REQUEST" });
    const sku = `NP-${newId()}`;
    await admin.products.create({ title: "First", variants: [{ priceMinor: 100, sku }] });
    const taken = admin.products.create({ title: "Second", variants: [{ priceMinor: 100, sku }] });
    await expect(taken).rejects.toMatchObject({ cause: { reason: "sku_taken" } });
    expect((await admin.products.list({ query: "Second" })).items).toEqual([]);
  });

  it("gets a slug of its own when several are made at once", async () => {
    const { admin } = callerOf(await staff());
    const made = await Promise.all(Array.from({ length: 5 }, () => admin.products.create({ title: "Same name" })));
    expect(made.map(({ slug }) => slug).toSorted()).toEqual([
      "same-name",
      "same-name-2",
      "same-name-3",
      "same-name-4",
      "same-name-5",
    ]);
  });
});

describe("the list", () => {
  it("finds products of any status by part of a title, by SKU and by category, page by page", async () => {
    const { admin } = callerOf(await staff("support"));
    const draft = await create(database.db, { title: "Walnut 100% Lamp", status: "draft" });
    const lamps = [draft, await create(database.db, { title: "Brass Lampshade" })];
    const list = async (input: Parameters<typeof admin.products.list>[0]) =>
      (await admin.products.list(input)).items.map((item) => item.id);
    expect(await list({ query: "LAMP" })).toEqual(lamps.map(({ id }) => id).toReversed());
    expect(await list({ query: "100%" })).toEqual([draft.id]);
    expect(await list({ query: "_%" })).toEqual([]);
    expect(await list({ query: draft.variants[0].sku.toLowerCase().slice(0, -2) })).toEqual([draft.id]);
    expect(await list({ query: "lamp", status: ["draft", "archived"] })).toEqual([draft.id]);
    expect(await list({ query: "lamp", category: "no-such-category" })).toEqual([]);

    const first = await admin.products.list({ query: "lamp", limit: 1 });
    expect(first.nextCursor).not.toBeNull();
    const second = await admin.products.list({ query: "lamp", limit: 1, cursor: first.nextCursor ?? "" });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(lamps.map(({ id }) => id).toReversed());
    expect(second.nextCursor).toBeNull();
  });

  it("marks and filters low stock, by the variants for sale", async () => {
    const { admin } = callerOf(await staff());
    const low = await create(database.db, { title: "Cedar Box", variants: [{ onHand: 40 }, { onHand: 2 }] });
    const fine = await create(database.db, {
      title: "Cedar Chest",
      variants: [{ onHand: 40 }, { onHand: 1, status: "discontinued" }],
    });
    const { items } = await admin.products.list({ query: "cedar" });
    expect(items.map(({ id, lowStock, available, variantCount }) => [id, lowStock, available, variantCount])).toEqual([
      [fine.id, false, 40, 1],
      [low.id, true, 42, 2],
    ]);
    expect((await admin.products.list({ query: "cedar", lowStock: true })).items.map(({ id }) => id)).toEqual([low.id]);
  });
});

describe("saving", () => {
  it("changes price, SKUs and copy, publishes it, and audits before and after", async () => {
    const manager = await staff();
    const product = await create(database.db, { variants: [{ priceMinor: 1_000 }, { priceMinor: 2_000 }] });
    const [first, second] = product.variants;
    const saved = await callerOf(manager).admin.products.save({
      productId: product.id,
      version: 1,
      title: "A better name",
      variants: [
        { id: first.id, priceMinor: 900, compareAtMinor: 1_000, sku: "NEW-1", barcode: "4006381333931" },
        { id: second?.id as VariantId, weightGrams: 1_250 }, // the fixture made two
      ],
    });
    expect(saved).toMatchObject({
      version: 2,
      title: "A better name",
      variants: [
        { priceMinor: 900, compareAtMinor: 1_000, sku: "NEW-1", barcode: "4006381333931", weightGrams: 250 },
        { priceMinor: 2_000, compareAtMinor: null, weightGrams: 1_250 },
      ],
    });
    expect(await messages()).toEqual([
      { name: "catalog.changed", payload: { productIds: [product.id], slugs: [product.slug], lists: true } },
      {
        name: "price.changed",
        payload: { variants: [{ productId: product.id, variantId: first.id, priceMinor: 900, currency: "EUR" }] },
      },
    ]);
    const [entry, ...others] = await audited(product.id);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ action: "products.save", actor_id: manager.userId, reason: null });
    expect(entry?.before).toMatchObject({ title: product.title, [`variants.${first.id}`]: { priceMinor: 1_000 } });
    expect(entry?.after).toMatchObject({ title: "A better name", [`variants.${first.id}`]: { priceMinor: 900 } });
  });

  it("lets one of two people who read the same product save, tells the other, and loses nothing of the first", async () => {
    const product = await create(database.db);
    const [one, other] = [callerOf(await staff()), callerOf(await staff())];
    await one.admin.products.save({ productId: product.id, version: 1, title: "First" });
    await expect(
      other.admin.products.save({
        productId: product.id,
        version: 1,
        title: "Second",
        variants: [{ id: product.variants[0].id, priceMinor: 1 }],
      }),
    ).rejects.toMatchObject({ code: "CONFLICT", cause: { reason: "stale_write" } });
    expect(await other.admin.products.get({ productId: product.id })).toMatchObject({
      title: "First",
      version: 2,
      variants: [{ priceMinor: 1_999 }],
    });
    expect(await audited(product.id)).toHaveLength(1);
  });

  it("refuses a taken SKU with a message, and changes nothing", async () => {
    const [product, owner] = [await create(database.db), await create(database.db)];
    const { admin } = callerOf(await staff());
    await expect(
      admin.products.save({
        productId: product.id,
        version: 1,
        title: "Not this either",
        variants: [{ id: product.variants[0].id, sku: owner.variants[0].sku }],
      }),
    ).rejects.toMatchObject({ code: "CONFLICT", cause: { reason: "sku_taken" } });
    expect(await admin.products.get({ productId: product.id })).toMatchObject({ title: product.title, version: 1 });
    expect(await messages()).toEqual([]);
    await expect(admin.products.get({ productId: newId<ProductId>() })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("adjusting stock", () => {
  it("to a count or by a difference, with a movement and an audit entry that say who and why", async () => {
    const manager = await staff();
    const { admin } = callerOf(manager);
    const product = await create(database.db, { variants: [{ onHand: 10 }] });
    const [{ id: variantId }] = product.variants;
    const reason = "found a box behind the shelf";
    expect(await admin.inventory.adjust({ variantId, change: { by: 5 }, reason })).toMatchObject({ onHand: 15 });
    expect(await admin.inventory.adjust({ variantId, change: { to: 12, seen: 15 }, reason })).toMatchObject({
      onHand: 12,
    });
    const { items } = await admin.inventory.movements({ variantId });
    expect(items.map(({ reason: kind, onHandDelta, note }) => [kind, onHandDelta, note])).toEqual([
      ["adjustment", -3, reason],
      ["adjustment", 5, reason],
    ]);
    expect(await audited(variantId)).toMatchObject([
      { action: "inventory.adjust", actor_id: manager.userId, before: { onHand: 10 }, after: { onHand: 15 }, reason },
      { before: { onHand: 15 }, after: { onHand: 12 } },
    ]);
    expect((await messages()).map(({ name }) => name)).toEqual(["stock.changed", "stock.changed"]);
  });

  it("never takes what open orders reserve, never brings back what was sold meanwhile, and leaves no trace of a refusal", async () => {
    const { admin } = callerOf(await staff());
    const product = await create(database.db, { variants: [{ onHand: 10 }] });
    const [{ id: variantId }] = product.variants;
    await database.db
      .updateTable("inventory.stock")
      .set({ on_hand: 9, reserved: 4 })
      .where("variant_id", "=", variantId)
      .execute();
    const reason = "counted again";
    await expect(admin.inventory.adjust({ variantId, change: { to: 10, seen: 10 }, reason })).rejects.toMatchObject({
      cause: { reason: "stale_write" },
    });
    for (const change of [{ to: 3, seen: 9 }, { by: -6 }, { by: -100 }])
      await expect(admin.inventory.adjust({ variantId, change, reason })).rejects.toMatchObject({
        cause: { reason: "invalid_input" },
      });
    await expect(
      admin.inventory.adjust({ variantId: newId<VariantId>(), change: { by: 1 }, reason }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
    const { items } = await admin.inventory.list({ query: product.variants[0].sku });
    expect(items).toMatchObject([{ variantId, onHand: 9, reserved: 4, available: 5, sku: product.variants[0].sku }]);
    expect((await admin.inventory.movements({ variantId })).items).toEqual([]);
    expect(await audited(variantId)).toEqual([]);
    expect(await messages()).toEqual([]);
  });

  it("lists least available first, and only low stock when asked", async () => {
    const { admin } = callerOf(await staff("support"));
    await create(database.db, { title: "Larch Stool", variants: [{ onHand: 30 }, { onHand: 0 }, { onHand: 5 }] });
    const all = await admin.inventory.list({ query: "larch", limit: 2 });
    const rest = await admin.inventory.list({ query: "larch", limit: 2, cursor: all.nextCursor ?? "" });
    expect([...all.items, ...rest.items].map(({ available }) => available)).toEqual([0, 5, 30]);
    expect((await admin.inventory.list({ query: "larch", low: true })).items.map(({ available }) => available)).toEqual(
      [0, 5],
    );
  });

  it("keeps discontinued variants out of the list, and lists only them when asked", async () => {
    const { admin } = callerOf(await staff("support"));
    const archived = await create(database.db, { title: "Rowan Bench, old", status: "archived" });
    const partly = await create(database.db, {
      title: "Rowan Bench",
      variants: [{ status: "discontinued" }, { status: "active" }],
    });
    const skusOf = async (input: { retired?: boolean }) => {
      const { items } = await admin.inventory.list({ query: "rowan bench", ...input });
      return new Set(items.map(({ sku }) => sku));
    };
    const [gone, sold] = partly.variants;
    expect(await skusOf({})).toEqual(new Set([sold?.sku]));
    expect(await skusOf({ retired: false })).toEqual(new Set([sold?.sku]));
    expect(await skusOf({ retired: true })).toEqual(new Set([archived.variants[0].sku, gone?.sku]));
  });
});
