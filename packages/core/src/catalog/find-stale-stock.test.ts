import type { ProductId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Deps } from "../kernel/deps.ts";
import { createProduct, createStock, testDeps } from "../testing/fixtures.ts";
import { createStockWalk, findStaleStock } from "./find-stale-stock.ts";

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = testDeps(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from catalog.products`.execute(database.db);
  await sql`delete from saga.outbox`.execute(database.db);
});

/** Stock moves, and the job that would update the catalogue is lost. */
async function moveUnseen(product: Awaited<ReturnType<typeof createProduct>>, onHand: number) {
  await createStock(database.db, { productId: product.id, variantId: product.variants[0].id, onHand });
}
const flags = async () =>
  new Map(
    (await database.db.selectFrom("catalog.products").select(["id", "in_stock"]).execute()).map((row) => [
      row.id,
      row.in_stock,
    ]),
  );
const told = () => database.db.selectFrom("saga.outbox").select(["name", "payload"]).execute();

describe("a stock flag whose refresh was lost", () => {
  it("is found in both directions and corrected, and the change is published once", async () => {
    const soldOut = await createProduct(database.db);
    const back = await createProduct(database.db, { variants: [{ onHand: 0 }] });
    const right = await createProduct(database.db);
    await moveUnseen(soldOut, 0);
    await moveUnseen(back, 4);
    await moveUnseen(right, 7);
    const walk = createStockWalk(deps, 500);
    expect(await walk()).toBe(2);
    expect(await flags()).toEqual(
      new Map([
        [soldOut.id, false],
        [back.id, true],
        [right.id, true],
      ]),
    );
    expect(await told()).toMatchObject([{ name: "catalog.changed", payload: { lists: true } }]);
    expect(await walk()).toBe(0);
    expect(await told()).toHaveLength(1);
  });

  it("is one where only a discontinued variant or reserved stock is left", async () => {
    const discontinued = await createProduct(database.db, {
      variants: [{ onHand: 0 }, { onHand: 5, status: "discontinued" }],
    });
    const held = await createProduct(database.db, { variants: [{ onHand: 2 }] });
    await sql`update inventory.stock set reserved = 2 where product_id = ${held.id}`.execute(database.db);
    expect(await findStaleStock(database.db, null, 10)).toEqual({ stale: [discontinued.id, held.id], next: null });
  });

  it("is found anywhere in the catalogue, page by page, round after round", async () => {
    const products = [];
    for (let n = 0; n < 5; n += 1) products.push(await createProduct(database.db));
    const walk = createStockWalk(deps, 2);
    const [first, , , , last] = products;
    if (!first || !last) throw new Error("five products");
    await moveUnseen(last, 0);
    expect([await walk(), await walk(), await walk()]).toEqual([0, 0, 1]);
    await moveUnseen(first, 0);
    expect([await walk(), await walk(), await walk()]).toEqual([1, 0, 0]);
    expect([...(await flags()).values()].filter((inStock) => !inStock)).toHaveLength(2);
  });

  it("is not skipped when a refresh fails", async () => {
    const product = await createProduct(database.db);
    await createProduct(database.db);
    await moveUnseen(product, 0);
    let broken = true;
    const failPoints: Deps["failPoints"] = {
      pass: async () => {
        if (broken) throw new Error("the database went away");
      },
    };
    const walk = createStockWalk({ ...deps, failPoints }, 1);
    await expect(walk()).rejects.toThrow("went away");
    expect((await flags()).get(product.id)).toBe(true);
    broken = false;
    expect(await walk()).toBe(1);
    expect((await flags()).get(product.id)).toBe(false);
  });

  it("is found by key: a page late in a large catalogue reads no more than the first", async () => {
    const after: ProductId = (await createProduct(database.db)).id;
    await sql`
      insert into catalog.products (id, slug, title, currency)
      select gen_random_uuid(), 'many-' || n, 'Many', 'EUR' from generate_series(1, 5000) n`.execute(database.db);
    await sql`analyze catalog.products`.execute(database.db);
    const { rows } = await sql<{ "QUERY PLAN": string }>`
      explain select id from catalog.products where id > ${after}::uuid order by id limit 500`.execute(database.db);
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toContain("products_pkey");
    expect(plan).not.toContain("Sort");
  });
});
