import { type AdminOrderRow, TODO_MAX } from "@cartwright/contracts/admin";
import { FulfillmentStatus, OrderStatus, PaymentStatus } from "@cartwright/contracts/order-status";
import { OrderView, WORK_OF_VIEW } from "@cartwright/contracts/order-work";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOrder, createProduct, newGuest } from "../testing/fixtures.ts";
import { findScans, indexesRead, recording, type Statement, tablesReadWhole } from "../testing/plans.ts";
import { createDb } from "@cartwright/db/client";
import { listOrdersForStaff } from "./list-orders.ts";
import { readTodo } from "./read-todo.ts";

let database: TestDatabase;
/** One order in each combination of states, without a saga, with a stuck one, and with one that has been failing for long. */
beforeAll(async () => {
  database = await createTestDatabase();
  const { id } = await createOrder(database.db, newGuest());
  await sql`
    insert into orders.orders
    select (jsonb_populate_record(o, jsonb_build_object(
      'id', gen_random_uuid(), 'cart_id', gen_random_uuid(), 'idempotency_key', gen_random_uuid(),
      'number', 'CW-' || left(code, 4) || '-' || right(code, 4), 'created_at', o.created_at - n * interval '1 second',
      'status', made.status, 'payment_status', payment, 'fulfillment_status', fulfillment))).*
    from (
      select row_number() over () as n,
        translate(lpad(to_hex(row_number() over ()), 8, '0'), '0123456789abcdef', '23456789ABCDEFGH') as code, *
      from unnest(${[...OrderStatus.options]}::text[]) as status, unnest(${[...PaymentStatus.options]}::text[]) as payment,
        unnest(${[...FulfillmentStatus.options]}::text[]) as fulfillment, generate_series(1, 3) as copy
    ) as made, orders.orders as o where o.id = ${id}`.execute(database.db);
  await sql`delete from orders.orders where id = ${id}`.execute(database.db);
  await sql`
    insert into saga.sagas (id, order_id, kind, definition_version, state, step, data)
    select gen_random_uuid(), id, 'refund', 1, case place when 1 then 'stuck' else 'running' end, 'refund',
      case place when 1 then '{}'::jsonb else '{"alarmed": true}' end
    from (
      select id, row_number() over (partition by status, payment_status, fulfillment_status) as place from orders.orders
    ) as o where place < 3`.execute(database.db);
  await sql`analyze orders.orders, saga.sagas`.execute(database.db);
});
afterAll(() => database.close());

/** All rows of a view, page by page. */
async function listed(view?: OrderView) {
  const rows = [];
  let cursor: string | null | undefined;
  do {
    const page = await listOrdersForStaff(database.db, {
      limit: 100,
      ...(view && { view }),
      ...(cursor && { cursor }),
    });
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return rows;
}

const numberOf = ({ number }: AdminOrderRow) => number;

describe("a quick filter", () => {
  it("lists exactly the orders whose row says so, newest first, over all pages", async () => {
    const all = await listed();
    expect(all).toHaveLength(3 * 4 * 7 * 9);
    const views = OrderView.options.filter((each) => each !== "returns");
    const wanted = views.map((view) => [
      view,
      all.filter(({ work }) => WORK_OF_VIEW[view].includes(work)).map(numberOf),
    ]);
    expect(wanted.map(([, numbers]) => numbers?.length)).not.toContain(0);
    const found = [];
    for (const view of views) found.push([view, (await listed(view)).map(numberOf)]);
    expect(found).toEqual(wanted);
  });

  it("meets the other filters too, and a search", async () => {
    const paid = { paymentStatus: ["paid" as const], limit: 100 };
    const { items } = await listOrdersForStaff(database.db, { ...paid, view: "to_pack" });
    expect(items.map(({ work, paymentStatus }) => `${work} ${paymentStatus}`)).toEqual([
      "to_pack paid",
      "to_pack paid",
    ]);
    const { id, number } = await createOrder(database.db, newGuest(), { status: "confirmed" });
    const found = async (view: OrderView) =>
      (await listOrdersForStaff(database.db, { view, query: number, limit: 10 })).items.map((row) => row.number);
    expect(await found("to_pack")).toEqual([number]);
    expect(await found("attention")).toEqual([]);
    await sql`delete from orders.orders where id = ${id}`.execute(database.db);
  });

  it("of returns lists orders with an undecided one", async () => {
    const { id } = await createOrder(database.db, newGuest());
    const returnOf = (state: string) => sql`
      insert into orders.returns (id, order_id, reason, state) values (gen_random_uuid(), ${id}, '', ${state})`;
    await returnOf("received").execute(database.db);
    expect(await listed("returns")).toEqual([]);
    await returnOf("requested").execute(database.db);
    await returnOf("requested").execute(database.db);
    expect(await listed("returns")).toHaveLength(1);
    await sql`delete from orders.returns`.execute(database.db);
    await sql`delete from orders.orders where id = ${id}`.execute(database.db);
  });

  it.each(OrderView.options)("%s is read by index, custom plan or generic", async (view) => {
    const statements: Statement[] = [];
    await listOrdersForStaff(createDb(recording(database.pool, statements)), { view, limit: 50 });
    expect(statements.length).toBeGreaterThan(0);
    expect(await tablesReadWhole(database, (db) => listOrdersForStaff(db, { view, limit: 50 }))).toEqual([]);
    expect(await findScans(database.pool, statements, new Set(["orders.orders"]))).toEqual([]);
  });
});

describe("what few of many orders have", () => {
  // With the planner's sorts discouraged, what is left is an index in the list's own order.
  const settings = ["enable_seqscan = off", "enable_sort = off", "enable_bitmapscan = off"];
  const read = (input: Partial<Parameters<typeof listOrdersForStaff>[1]>) =>
    indexesRead(database, (db) => listOrdersForStaff(db, { limit: 50, ...input }), settings);

  it("is read newest first from an index of its own, without the rest", async () => {
    expect(await read({ view: "to_ship" })).toContain("orders_to_ship");
    const few = PaymentStatus.options.filter((each) => each !== "paid");
    const indexes = [];
    for (const status of few) indexes.push(...(await read({ paymentStatus: [status] })));
    expect(indexes.filter((name) => name === "orders_by_payment")).toHaveLength(few.length);
  });
});

describe("days", () => {
  const placedAt = async (at: string, status: "confirmed" | "cancelled") => {
    const { id, number } = await createOrder(database.db, newGuest(), { status });
    await sql`update orders.orders set created_at = ${at} where id = ${id}`.execute(database.db);
    return number;
  };
  const placed = { from: "2024-03-30", to: "2024-03-31" };
  const found = async (input: Partial<Parameters<typeof listOrdersForStaff>[1]>) =>
    (await listOrdersForStaff(database.db, { limit: 10, ...input })).items.map(numberOf);

  it("begin and end at midnight on the shop's clock, also where clocks are changed, and meet the other filters", async () => {
    await placedAt("2024-03-29T22:59:59Z", "confirmed");
    const first = await placedAt("2024-03-29T23:00:00Z", "confirmed");
    const last = await placedAt("2024-03-31T21:59:59Z", "cancelled");
    await placedAt("2024-03-31T22:00:00Z", "confirmed");
    expect(await found({ placed })).toEqual([last, first]);
    expect(await found({ placed, orderStatus: ["cancelled"] })).toEqual([last]);
    expect(await found({ placed, query: first })).toEqual([first]);
    expect(await found({ placed, view: "to_pack" })).toEqual([first]);
    expect(await found({ placed, limit: 1 })).toEqual([last]);
  });

  it("are read from the index of the newest, or that of a tag", async () => {
    const settings = ["enable_seqscan = off", "enable_sort = off", "enable_bitmapscan = off"];
    const read = (input: Partial<Parameters<typeof listOrdersForStaff>[1]>) =>
      indexesRead(database, (db) => listOrdersForStaff(db, { limit: 50, placed, ...input }), settings);
    expect(await read({ orderStatus: ["confirmed", "completed"] })).toContain("orders_newest");
    expect(await tablesReadWhole(database, (db) => listOrdersForStaff(db, { limit: 50, placed, tag: "gift" }))).toEqual(
      [],
    );
    await sql`delete from orders.orders where created_at < '2024-04-01'`.execute(database.db);
  });
});

describe("a tag", () => {
  it("is read by its own index, newest first, with any other filter", async () => {
    await sql`insert into orders.order_tags (order_id, tag, created_at)
      select id, 'gift', created_at from orders.orders`.execute(database.db);
    await sql`analyze orders.order_tags`.execute(database.db);
    const input = { tag: "gift", orderStatus: ["confirmed" as const], limit: 10 };
    const first = await listOrdersForStaff(database.db, input);
    const next = { ...input, ...(first.nextCursor && { cursor: first.nextCursor }) };
    expect(await tablesReadWhole(database, (db) => listOrdersForStaff(db, next))).toEqual([]);
    const numbers = [...first.items, ...(await listOrdersForStaff(database.db, next)).items].map(numberOf);
    const all = (await listed()).filter(({ orderStatus }) => orderStatus === "confirmed").map(numberOf);
    expect(numbers).toEqual(all.slice(0, 20));
  });
});

describe("what is to do", () => {
  it("is as long as its lists, up to a limit", async () => {
    const lengths = async () => {
      const of = async (view: OrderView) => Math.min(TODO_MAX, (await listed(view)).length);
      const toPack = await of("to_pack");
      const [toShip, partShipped] = [await of("to_ship"), await of("part_shipped")];
      return { toPack, toShip, partShipped, returns: 0, attention: TODO_MAX };
    };
    expect(await readTodo(database.db)).toEqual({ ...(await lengths()), lowStock: 0 });
    expect((await listed("attention")).length).toBeGreaterThan(TODO_MAX);
  });

  it("counts variants for sale that are low, and reads every number by index", async () => {
    await createProduct(database.db, {
      variants: [{ onHand: 0 }, { onHand: 1_000 }, { onHand: 0, policy: "untracked" }],
    });
    expect((await readTodo(database.db)).lowStock).toBe(1);
    expect(await tablesReadWhole(database, readTodo)).toEqual([]);
  });
});
