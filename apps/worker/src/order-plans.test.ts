import type { PromotionId } from "@cartwright/contracts/promotions";
import { newId } from "@cartwright/core/kernel/ids";
import { createCodes } from "@cartwright/core/promotions/create-codes";
import { cancelOrder } from "@cartwright/core/saga/flows/cancellation/cancel-order";
import { createProduct } from "@cartwright/core/testing/fixtures";
import { type Multiplier, multiplyRows } from "@cartwright/core/testing/multiply-rows";
import { findScans, type Statement } from "@cartwright/core/testing/plans";
import type { DB } from "@cartwright/db/client";
import { inTransaction } from "@cartwright/db/transaction";
import type { Insertable } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { until } from "./testing/until.ts";

/** What grows with every order. */
const TABLES = [
  "cart.carts",
  "cart.lines",
  "inventory.movements",
  "inventory.reservations",
  "inventory.stock",
  "notifications.mails",
  "orders.order_events",
  "orders.order_lines",
  "orders.orders",
  "payments.ledger_entries",
  "payments.payments",
  "payments.webhook_events",
  "promotions.codes",
  "promotions.redemptions",
  "saga.inbox",
  "saga.journal",
  "saga.outbox",
  "saga.sagas",
];
/** Those that batches of orders are updated in. The larger a table, the dearer its scan: for the others the small size decides. */
const LARGEST = ["cart.carts", "orders.orders", "payments.payments", "promotions.redemptions", "saga.sagas"];
/** More than the engine takes in one batch. */
const ORDERS = 70;

let shop: TestShop;
let rows: Multiplier;
const statements: Statement[] = [];

/**
 * A promotion that every order uses, a code with both limits, and single-use codes, of which one is returned. All of them together apply to
 * an order.
 */
async function createPromotions(): Promise<{ readonly limited: string; readonly single: string }> {
  const promotion = (fields: Partial<Insertable<DB["promotions.promotions"]>>) => {
    const none = { code: null, method: "code", usage_limit: null, per_customer_limit: null };
    return { id: newId(), kind: "percentage", percent_bp: 100, combinable: true, title: "For all", ...none, ...fields };
  };
  const [codes, batchId] = [newId<PromotionId>(), newId()];
  await shop.db
    .insertInto("promotions.promotions")
    .values([
      promotion({ method: "automatic" }),
      promotion({ code: "LIMITED", usage_limit: 100_000, per_customer_limit: 100_000 }),
      promotion({ id: codes, method: "codes", per_customer_limit: 100_000 }),
    ])
    .execute();
  await inTransaction(shop.db, (tx) => createCodes(tx, { promotionId: codes, batchId, count: 2, prefix: "" }));
  const { rows: drawn } = await shop.pool.query<{ code: string }>("select code from promotions.codes");
  return { limited: "LIMITED", single: drawn[0]?.code ?? "" };
}

/** Every statement of the way of an order, alone and in the largest batches: placed, paid, undone, cancelled, relayed and swept. */
beforeAll(async () => {
  shop = await createTestShop({ statements, random: () => 0 });
  const { variants } = await createProduct(shop.db, {
    variants: [{ onHand: 1_000 }, { onHand: 0, policy: "backorder" }],
  });
  const lines = variants.map(({ id }) => ({ variantId: id, quantity: 1 }));
  await shop.startWorker();
  const { limited, single } = await createPromotions();
  const first = await shop.place({ lines, promotionCode: single });
  await shop.settled(first.orderId);
  await until(async () => ((await unsentMails()) === 0 ? true : null));
  rows = await multiplyRows(shop.pool, TABLES);

  const declined = await shop.place({ lines, token: "tok_decline", promotionCode: limited });
  await shop.settled(declined.orderId);
  await cancelOrder(shop.deps, first.actor, first.number);
  await shop.stopWorker();
  const batch = [];
  for (let count = 0; count < ORDERS; count += 1) batch.push(await shop.place({ lines, promotionCode: limited }));
  await shop.startWorker();
  for (const { orderId } of batch) await shop.settled(orderId);
  await shop.stopWorker();
});
afterAll(async () => {
  await rows.close();
  await shop.close();
});

async function unsentMails(): Promise<number | null> {
  return (await shop.pool.query("select from notifications.mails where state = 'queued'")).rowCount;
}

const batchOf = ({ values }: Statement) => Math.max(0, ...values.filter(Array.isArray).map((list) => list.length));

it("the orders used what every statement about promotions is for", async () => {
  const { rows: uses } = await shop.pool.query<{ state: string; uses: number }>(`
    select state, count(distinct (promotion_id, order_id))::int as uses from promotions.redemptions group by state order by state`);
  // The first and the declined order returned theirs: two each.
  expect(uses).toEqual([
    { state: "returned", uses: 4 },
    { state: "used", uses: 2 * ORDERS },
  ]);
});

/** A large part of a small table is rightly read whole: of 1,000 rows, only small batches are tested. */
describe.each([
  { count: 1_000, tables: TABLES, batchMax: 16 },
  { count: 3_000, tables: TABLES, batchMax: ORDERS },
  { count: 300_000, tables: LARGEST, batchMax: ORDERS },
])("with $count rows in a table", ({ count, tables, batchMax }) => {
  // A hook for each table: to fill a large one takes most of the time, and each hook has the whole time limit.
  for (const table of tables) beforeAll(() => rows.grow(count, [table]));

  it("no statement on the way of an order reads it whole", async () => {
    const tried = statements.filter((statement) => batchOf(statement) <= batchMax);
    expect(await findScans(shop.pool, tried, new Set(TABLES))).toEqual([]);
  });
});
