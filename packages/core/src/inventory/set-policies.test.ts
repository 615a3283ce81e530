import type { OrderId, ProductId, VariantId } from "@cartwright/contracts/ids";
import type { StockPolicy } from "@cartwright/contracts/stock-policy";
import type { Db } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAppError } from "../kernel/app-error.ts";
import { newId } from "../kernel/ids.ts";
import { createProduct } from "../testing/fixtures.ts";
import { commitStock } from "./commit-stock.ts";
import { readAvailability } from "./read-availability.ts";
import { releaseStock } from "./release-stock.ts";
import { reserveStock } from "./reserve-stock.ts";
import { restockOrders } from "./restock-order.ts";
import { setOnHand } from "./set-on-hand.ts";
import { setPolicies } from "./set-policies.ts";

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  ({ db } = database);
});
afterAll(() => database.close());

interface Item {
  readonly productId: ProductId;
  readonly variantId: VariantId;
}

/** A variant whose stock was counted, so that its movements account for all of it. */
async function shelve(onHand: number, policy: StockPolicy = "tracked"): Promise<Item> {
  const product = await createProduct(db, { variants: [{ onHand: 0, policy }] });
  const item = { productId: product.id, variantId: product.variants[0].id };
  await inTransaction(db, (tx) => setOnHand(tx, [{ ...item, onHand }], { reason: "initial" }));
  return item;
}

async function stockOf({ variantId }: Item) {
  const { rows } = await sql<{ stock: [string, number, number]; moved: [number, number] }>`
    select json_build_array(policy, on_hand, reserved) as stock, (
      select json_build_array(coalesce(sum(on_hand_delta), 0), coalesce(sum(reserved_delta), 0))
      from inventory.movements as m where m.variant_id = s.variant_id) as moved
    from inventory.stock as s where variant_id = ${variantId}`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("no stock");
  // Whatever the policy, the movements add up to the counts.
  expect(row.moved).toEqual(row.stock.slice(1));
  return row.stock;
}

function reserve({ variantId }: Item, quantity: number, orderId: OrderId = newId()) {
  const request = { orderId, placedAs: orderId, lines: [{ variantId, quantity }] };
  return inTransaction(db, async (tx) => {
    const kind = (await reserveStock(tx, [request], 900)).get(orderId)?.kind;
    return { orderId, kind };
  });
}

const setPolicy = (item: Item, policy: StockPolicy, reason: "import" | "adjustment" = "adjustment") =>
  inTransaction(db, (tx) => setPolicies(tx, [{ ...item, policy }], { reason }));

async function backorderedOf(orderId: OrderId) {
  const row = await db
    .selectFrom("inventory.reservations")
    .select(["backordered", "backorder_days"])
    .where("order_id", "=", orderId)
    .executeTakeFirstOrThrow();
  return [row.backordered, row.backorder_days];
}

describe("stock policies", () => {
  it("sells a backorder variant below zero, notes what is not on hand, and takes it back", async () => {
    const desk = await shelve(2, "backorder");
    const first = await reserve(desk, 1);
    const second = await reserve(desk, 3);
    const third = await reserve(desk, 2);
    expect([first.kind, second.kind, third.kind]).toEqual(["reserved", "reserved", "reserved"]);
    expect(await Promise.all([first, second, third].map(({ orderId }) => backorderedOf(orderId)))).toEqual([
      [0, null],
      [2, 10],
      [2, 10],
    ]);
    expect(await stockOf(desk)).toEqual(["backorder", 2, 6]);
    await inTransaction(db, (tx) => commitStock(tx, [first.orderId, second.orderId]));
    expect(await stockOf(desk)).toEqual(["backorder", -2, 2]);
    await inTransaction(db, (tx) => releaseStock(tx, [third.orderId], "expire"));
    await inTransaction(db, (tx) => restockOrders(tx, [second.orderId]));
    expect(await stockOf(desk)).toEqual(["backorder", 1, 0]);
  });

  it("splits what is on hand within a batch by the time of the orders", async () => {
    const desk = await shelve(3, "backorder");
    const orders = Array.from({ length: 3 }, () => newId<OrderId>());
    const requests = orders
      .toReversed()
      .map((orderId) => ({ orderId, placedAs: orderId, lines: [{ variantId: desk.variantId, quantity: 2 }] }));
    await inTransaction(db, (tx) => reserveStock(tx, requests, 900));
    expect(await Promise.all(orders.map(backorderedOf))).toEqual([
      [0, null],
      [1, 10],
      [2, 10],
    ]);
  });

  it("always sells an untracked variant and shows what one line can hold", async () => {
    const poster = await shelve(0, "untracked");
    const sold = await reserve(poster, 500);
    expect(sold.kind).toBe("reserved");
    await inTransaction(db, (tx) => commitStock(tx, [sold.orderId]));
    expect(await stockOf(poster)).toEqual(["untracked", -500, 0]);
    expect(await backorderedOf(sold.orderId)).toEqual([0, null]);
    expect((await readAvailability(db, [poster.variantId])).get(poster.variantId)).toEqual({
      available: 999,
      backorder: null,
    });
  });

  it("sells to an order whose hold expired when the policy sets no limit", async () => {
    const desk = await shelve(0, "backorder");
    const late = await reserve(desk, 1);
    await inTransaction(db, (tx) => releaseStock(tx, [late.orderId], "expire"));
    expect(await inTransaction(db, (tx) => commitStock(tx, [late.orderId]))).toEqual(new Map([[late.orderId, true]]));
    expect(await stockOf(desk)).toEqual(["backorder", -1, 0]);
  });

  it("refuses to track what is oversold, says what to count, and a file raises the count", async () => {
    const desk = await shelve(1, "backorder");
    await reserve(desk, 4);
    await expect(setPolicy(desk, "tracked")).rejects.toSatisfy(
      (error) =>
        isAppError(error, "invalid_input") &&
        error.message === "1 is on hand and open orders hold 4. Count the stock first, then track it." &&
        error.fields?.policy === "To track this item, set the stock on hand to 4 or more.",
    );
    expect(await stockOf(desk)).toEqual(["backorder", 1, 4]);
    expect((await setPolicy(desk, "tracked", "import")).raised).toEqual([desk.variantId]);
    expect(await stockOf(desk)).toEqual(["tracked", 4, 4]);
  });

  it("tracks a variant again once its count covers what open orders hold", async () => {
    const poster = await shelve(0, "untracked");
    await reserve(poster, 3);
    await inTransaction(db, async (tx) => {
      await setOnHand(tx, [{ ...poster, onHand: 3 }], { reason: "adjustment" });
      await setPolicies(tx, [{ ...poster, policy: "tracked" }], { reason: "adjustment" });
    });
    expect(await stockOf(poster)).toEqual(["tracked", 3, 3]);
    expect((await reserve(poster, 1)).kind).toBe("short");
  });

  it("owes nothing of what was sold untracked when the variant goes on backorder", async () => {
    const poster = await shelve(0, "untracked");
    const sold = await reserve(poster, 7);
    await inTransaction(db, (tx) => commitStock(tx, [sold.orderId]));
    await setPolicy(poster, "backorder");
    expect(await stockOf(poster)).toEqual(["backorder", 0, 0]);
  });

  it("creates missing rows and changes nothing when repeated", async () => {
    const product = await createProduct(db);
    const item = { productId: product.id, variantId: newId<VariantId>() };
    expect((await setPolicy(item, "untracked", "import")).changed).toHaveLength(1);
    expect((await setPolicy(item, "untracked", "import")).changed).toHaveLength(0);
  });

  it("publishes when a change of policy sells something out or brings it back", async () => {
    const lamp = await shelve(0);
    const since = await db
      .selectFrom("saga.outbox")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .executeTakeFirstOrThrow();
    await setPolicy(lamp, "backorder");
    await setPolicy(lamp, "tracked");
    const rows = await db.selectFrom("saga.outbox").select("payload").orderBy("id").offset(since.count).execute();
    expect(rows.map(({ payload }) => payload)).toEqual([
      { variants: [{ ...lamp, available: 999, backorder: { inStock: 0, days: 10 }, soldOutChanged: true }] },
      { variants: [{ ...lamp, available: 0, backorder: null, soldOutChanged: true }] },
    ]);
  });

  it("keeps the table's own check for tracked rows only", async () => {
    const lamp = await shelve(1);
    const oversell = sql`update inventory.stock set reserved = 2 where variant_id = ${lamp.variantId}`.execute(db);
    await expect(oversell).rejects.toThrow(/stock_never_oversold/);
    await setPolicy(lamp, "backorder");
    await reserve(lamp, 2);
    const track = sql`update inventory.stock set policy = 'tracked' where variant_id = ${lamp.variantId}`.execute(db);
    await expect(track).rejects.toThrow(/stock_never_oversold/);
  });

  it("sells the last tracked unit once while many buy it and its policy changes to and fro", async () => {
    const lamp = await shelve(1);
    const buyers = Array.from({ length: 24 }, () => reserve(lamp, 1));
    const switches = Array.from({ length: 8 }, (_, index) =>
      setPolicy(lamp, index % 2 === 0 ? "backorder" : "tracked").catch((error: unknown) => {
        if (!isAppError(error, "invalid_input")) throw error;
      }),
    );
    const bought = await Promise.all(buyers);
    await Promise.all(switches);
    const [policy, onHand, reserved] = await stockOf(lamp);
    expect(reserved).toBe(bought.filter(({ kind }) => kind === "reserved").length);
    expect(bought.filter(({ kind }) => kind === "reserved").length).toBeGreaterThan(0);
    // Whichever came first: as long as it is tracked, nothing is oversold.
    expect(reserved <= onHand || policy === "backorder").toBe(true);
    // What is held beyond the unit on hand was promised for later, unit by unit.
    const { rows } = await sql<{ owed: number }>`
      select coalesce(sum(backordered), 0)::int as owed from inventory.reservations where variant_id = ${lamp.variantId}`.execute(
      db,
    );
    expect(rows[0]?.owed).toBe(reserved - 1);
  });
});
