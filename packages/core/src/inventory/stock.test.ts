import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAppError } from "../kernel/app-error.ts";
import { newId } from "../kernel/ids.ts";
import { createProduct } from "../testing/fixtures.ts";
import { commitStock } from "./commit-stock.ts";
import { listExpiredHolds } from "./list-expired-holds.ts";
import { readAvailability } from "./read-availability.ts";
import { releaseStock } from "./release-stock.ts";
import { reserveStock } from "./reserve-stock.ts";
import { restockOrders } from "./restock-order.ts";
import { setOnHand } from "./set-on-hand.ts";

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  ({ db } = database);
});
afterAll(() => database.close());

const newOrder = () => newId<OrderId>();

async function stockOf(variantId: string) {
  const row = await db
    .selectFrom("inventory.stock")
    .select(["on_hand", "reserved"])
    .where("variant_id", "=", variantId)
    .executeTakeFirstOrThrow();
  return [row.on_hand, row.reserved];
}

/** The sum of the movements. It must equal the stock row. */
async function ledgerOf(variantId: string) {
  const { rows } = await sql<{ on_hand: number; reserved: number }>`
    select coalesce(sum(on_hand_delta), 0)::int as on_hand, coalesce(sum(reserved_delta), 0)::int as reserved
    from inventory.movements where variant_id = ${variantId}`.execute(db);
  return rows[0];
}

async function events(name: string) {
  const rows = await db.selectFrom("saga.outbox").select("payload").where("name", "=", name).orderBy("id").execute();
  return rows.map((row) => row.payload);
}

/** A variant whose stock was set by `setOnHand`, so that its movements account for all of it. */
async function shelve(onHand: number) {
  const product = await createProduct(db, { variants: [{ onHand: 0 }] });
  const variantId = product.variants[0].id;
  await inTransaction(db, (tx) => setOnHand(tx, [{ productId: product.id, variantId, onHand }], { reason: "initial" }));
  return { productId: product.id, variantId };
}

const reserve = (orderId: OrderId, lines: Parameters<typeof reserveStock>[1][number]["lines"], holdSeconds = 900) =>
  inTransaction(db, (tx) => reserveStock(tx, [{ orderId, placedAs: orderId, lines }], holdSeconds));

describe("stock", () => {
  it("goes through hold, sale and return, and its movements add up to it", async () => {
    const { variantId } = await shelve(10);
    const sold = newOrder();
    const given = newOrder();
    await reserve(sold, [{ variantId, quantity: 3 }]);
    await reserve(given, [{ variantId, quantity: 2 }]);
    expect(await stockOf(variantId)).toEqual([10, 5]);
    expect((await readAvailability(db, [variantId])).get(variantId)).toEqual({ available: 5, backorder: null });

    expect(await inTransaction(db, (tx) => commitStock(tx, [sold]))).toEqual(new Map([[sold, true]]));
    expect(await stockOf(variantId)).toEqual([7, 2]);
    expect(await inTransaction(db, (tx) => releaseStock(tx, [given], "release"))).toEqual(new Set([given]));
    expect(await stockOf(variantId)).toEqual([7, 0]);
    expect(await inTransaction(db, (tx) => restockOrders(tx, [sold]))).toEqual(new Set([sold]));
    expect(await stockOf(variantId)).toEqual([10, 0]);
    expect(await ledgerOf(variantId)).toEqual({ on_hand: 10, reserved: 0 });
  });

  it("does not change when a release, a sale or a return is repeated", async () => {
    const { variantId } = await shelve(4);
    const orderId = newOrder();
    await reserve(orderId, [{ variantId, quantity: 4 }]);
    for (let round = 0; round < 2; round += 1) await inTransaction(db, (tx) => commitStock(tx, [orderId]));
    expect(await stockOf(variantId)).toEqual([0, 0]);
    expect(await inTransaction(db, (tx) => releaseStock(tx, [orderId], "release"))).toEqual(new Set());
    for (let round = 0; round < 2; round += 1) await inTransaction(db, (tx) => restockOrders(tx, [orderId]));
    expect(await stockOf(variantId)).toEqual([4, 0]);
  });

  it("is reserved for all lines of an order or none", async () => {
    const plenty = await shelve(10);
    const scarce = await shelve(1);
    const orderId = newOrder();
    const decisions = await reserve(orderId, [
      { variantId: plenty.variantId, quantity: 2 },
      { variantId: scarce.variantId, quantity: 2 },
    ]);
    expect(decisions.get(orderId)).toEqual({ kind: "short", variantIds: [scarce.variantId] });
    expect(await stockOf(plenty.variantId)).toEqual([10, 0]);
    expect(await stockOf(scarce.variantId)).toEqual([1, 0]);
  });

  it("is reserved for a batch first come, first served, in one transaction", async () => {
    const { variantId } = await shelve(5);
    const orders = Array.from({ length: 8 }, newOrder);
    const decisions = await inTransaction(db, (tx) =>
      reserveStock(
        tx,
        orders.toReversed().map((orderId) => ({ orderId, placedAs: orderId, lines: [{ variantId, quantity: 1 }] })),
        900,
      ),
    );
    expect(orders.map((orderId) => decisions.get(orderId)?.kind)).toEqual([
      ...Array<string>(5).fill("reserved"),
      ...Array<string>(3).fill("short"),
    ]);
    expect(await stockOf(variantId)).toEqual([5, 5]);
  });

  it("is sold to an order whose hold expired if it is free, and refused otherwise", async () => {
    const { variantId } = await shelve(2);
    const late = newOrder();
    const later = newOrder();
    await reserve(late, [{ variantId, quantity: 1 }]);
    await reserve(later, [{ variantId, quantity: 1 }]);
    await inTransaction(db, (tx) => releaseStock(tx, [late, later], "expire"));
    await reserve(newOrder(), [{ variantId, quantity: 1 }]);
    const sold = await inTransaction(db, (tx) => commitStock(tx, [late, later]));
    expect([sold.get(late), sold.get(later)]).toEqual([true, false]);
    expect(await stockOf(variantId)).toEqual([1, 1]);
  });

  it("lists expired holds by the database's clock", async () => {
    const { variantId } = await shelve(2);
    const gone = newOrder();
    const good = newOrder();
    await reserve(gone, [{ variantId, quantity: 1 }], -1);
    await reserve(good, [{ variantId, quantity: 1 }], 60);
    const expired = await listExpiredHolds(db, { limit: 10, forMs: 0 });
    expect(expired).toContain(gone);
    expect(expired).not.toContain(good);
  });

  it("publishes once per call what is available, and when something sold out or came back", async () => {
    const { variantId, productId } = await shelve(1);
    const before = (await events("stock.changed")).length;
    const orderId = newOrder();
    await reserve(orderId, [{ variantId, quantity: 1 }]);
    await inTransaction(db, (tx) => releaseStock(tx, [orderId], "release"));
    expect((await events("stock.changed")).slice(before)).toEqual([
      { variants: [{ productId, variantId, available: 0, backorder: null, soldOutChanged: true }] },
      { variants: [{ productId, variantId, available: 1, backorder: null, soldOutChanged: true }] },
    ]);
  });

  it("cannot be counted below what is reserved: an adjustment is refused, a file is applied as far as possible", async () => {
    const { variantId, productId } = await shelve(5);
    await reserve(newOrder(), [{ variantId, quantity: 3 }]);
    const count = (reason: "import" | "adjustment") =>
      inTransaction(db, (tx) => setOnHand(tx, [{ productId, variantId, onHand: 1 }], { reason }));
    await expect(count("adjustment")).rejects.toSatisfy((error) => isAppError(error, "invalid_input"));
    expect(await stockOf(variantId)).toEqual([5, 3]);
    expect(await count("import")).toEqual({ kept: [variantId] });
    expect(await stockOf(variantId)).toEqual([3, 3]);
  });

  it("cannot be oversold even by a program that does not check: the table itself refuses", async () => {
    const { variantId } = await shelve(1);
    const oversell = sql`update inventory.stock set reserved = 2 where variant_id = ${variantId}`.execute(db);
    await expect(oversell).rejects.toThrow(/check constraint/);
    await expect(sql`delete from inventory.movements`.execute(db)).rejects.toThrow(/append-only/);
  });

  it("does not deadlock when many orders over the same variants are reserved in any order", async () => {
    const items = await Promise.all(Array.from({ length: 6 }, () => shelve(1_000)));
    const attempts = Array.from({ length: 60 }, (_, round) => {
      const lines = items
        .filter((_item, index) => (round * 7 + index * 3) % 4 !== 0)
        .toSorted((a, b) => (a.variantId < b.variantId ? 1 : -1) * (round % 2 === 0 ? 1 : -1))
        .map(({ variantId }) => ({ variantId, quantity: 1 }));
      const orderId = newOrder();
      return db.transaction().execute(async (tx) => {
        // Without the retry of inTransaction, so that a deadlock would show.
        await reserveStock(tx, [{ orderId, placedAs: orderId, lines }], 900);
        return round % 3 === 0 ? releaseStock(tx, [orderId], "release") : commitStock(tx, [orderId]);
      });
    });
    const results = await Promise.allSettled(attempts);
    expect(results.filter((result) => result.status === "rejected")).toEqual([]);
    for (const { variantId } of items) {
      const [onHand, reserved] = await stockOf(variantId);
      expect(await ledgerOf(variantId)).toEqual({ on_hand: onHand, reserved });
      expect(reserved).toBe(0);
    }
  });
});
