import { reconcilePage } from "@cartwright/core/admin/reconcile-books";
import { listFeatured } from "@cartwright/core/catalog/list-featured";
import { listProducts } from "@cartwright/core/catalog/list-products";
import { SAGAS } from "@cartwright/core/saga/flows/definitions";
import { prepareReplay } from "@cartwright/core/saga/engine/replay-message";
import { retryStuckSagas, STUCK_POLICY } from "@cartwright/core/saga/engine/wake-sagas";
import { newId } from "@cartwright/core/kernel/ids";
import { createProduct, testDeps } from "@cartwright/core/testing/fixtures";
import { type FulfillmentStatus, OrderSummaryStatus } from "@cartwright/contracts/order-status";
import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { deriveFulfillmentStatus, type LineProgress } from "@cartwright/core/fulfillment/derive-fulfillment-status";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Range, readRange, shopPictures } from "./read-range.ts";
import { importRange } from "./import-range.ts";
import { seedShop } from "./seed-shop.ts";

let database: TestDatabase;
let range: Range;
const logins = (["shopper", "support", "admin"] as const).map((role) => ({
  email: `${role}@example.com`,
  role,
  password: `a long password for ${role}`,
}));
beforeAll(async () => {
  database = await createTestDatabase();
  range = await readRange("full");
  await seedShop(database.db, { range, logins });
});
afterAll(() => database.close());

/** The rows of a query that should find none. */
async function offenders(query: string): Promise<unknown[]> {
  return (await sql.raw(query).execute(database.db)).rows;
}

describe("the range", () => {
  test("has at least 48 products in 8 departments, each with pictures of its own", async () => {
    const { rows } = await sql<{ products: number; departments: number; variants: number }>`
      select count(distinct p.id) as products, count(distinct v.id) as variants,
        (select count(*) from catalog.categories where parent_id is null) as departments
      from catalog.products p join catalog.variants v on v.product_id = p.id`.execute(database.db);
    expect(rows[0]?.products).toBeGreaterThanOrEqual(48);
    expect(rows[0]?.departments).toBeGreaterThanOrEqual(8);
    expect(rows[0]?.variants).toBeGreaterThan(rows[0]?.products ?? 0);
    const copied = new Set(shopPictures(range).map((picture) => picture.key));
    const keys = await sql<{ key: string }>`
      select key from catalog.images union all select image_key from catalog.categories`.execute(database.db);
    expect(keys.rows.filter(({ key }) => !copied.has(key))).toEqual([]);
    expect(
      await offenders(`select slug from catalog.products p where
      (select count(*) from catalog.images i where i.product_id = p.id) < 2 or category_id is null`),
    ).toEqual([]);
  });

  test("can be listed and searched, and has products for the home page", async () => {
    const list = await listProducts(database.db, { limit: 24 });
    expect(list.total).toBe(range.products.length);
    expect(list.facets.options.map((option) => option.name)).toContain("Colour");
    expect((await listProducts(database.db, { limit: 5, query: "teepot" })).items[0]?.slug).toBe("stoneware-teapot");
    expect((await listFeatured(database.db)).length).toBeGreaterThanOrEqual(12);
  });

  test("has sold-out and scarce products, and the lists show it", async () => {
    const { rows } = await sql<{ out: number; low: number }>`
      select count(*) filter (where on_hand = reserved) as out, count(*) filter (where on_hand - reserved between 1 and low_at) as low
      from inventory.stock`.execute(database.db);
    expect(rows[0]?.out).toBeGreaterThan(3);
    expect(rows[0]?.low).toBeGreaterThan(5);
    expect(
      await offenders(`select slug from catalog.products p where in_stock <> exists (
      select from inventory.stock s where s.product_id = p.id and s.on_hand > s.reserved)`),
    ).toEqual([]);
  });
});

describe("the orders", () => {
  test("are in every state that the shop shows, and events end in the state of their order", async () => {
    const { rows } = await sql<{ status: string }>`
      select distinct e.status from orders.orders o join orders.order_events e on e.order_id = o.id and e.seq = o.last_seq`.execute(
      database.db,
    );
    expect(new Set(rows.map((row) => row.status))).toEqual(new Set(OrderSummaryStatus.options));
    expect(
      await offenders(`
      select o.number from orders.orders o join orders.order_events e on e.order_id = o.id and e.seq = o.last_seq
      where (e.order_status, e.payment_status, e.fulfillment_status) <> (o.status, o.payment_status, o.fulfillment_status)`),
    ).toEqual([]);
  });

  test("are shipped, returned and refunded in part, and one waits for staff to decide on its return", async () => {
    const { rows } = await sql<{ shipped: number; returned: number; refunded: number; requested: number }>`
      select count(*) filter (where fulfillment_status = 'partially_shipped') as shipped,
        count(*) filter (where fulfillment_status = 'partially_returned') as returned,
        count(*) filter (where payment_status = 'partially_refunded') as refunded,
        (select count(*) from orders.returns where state = 'requested') as requested
      from orders.orders`.execute(database.db);
    const [counts] = rows;
    expect(Object.entries(counts ?? {}).filter(([, count]) => count < 1)).toEqual([]);
    expect(Object.keys(counts ?? {})).toHaveLength(4);
  });

  test("have a payment status that follows the ledger, and a fulfilment status that follows fulfilments and returns", async () => {
    expect(
      await offenders(`
      select o.number from orders.orders o left join payments.payments p on p.order_id = o.id
      left join (select payment_id, -sum(amount_minor) filter (where account = 'customer_payments') as taken,
        coalesce(sum(amount_minor) filter (where account = 'customer_refunds'), 0) as refunded from payments.ledger_entries group by 1) l on l.payment_id = p.id
      where o.payment_status is distinct from case when l.taken is null then case p.state when 'declined' then 'failed' else 'unpaid' end
        when l.refunded >= l.taken then 'refunded' when l.refunded > 0 then 'partially_refunded' else 'paid' end`),
    ).toEqual([]);
    const { rows } = await sql<{ number: string; status: FulfillmentStatus; lines: LineProgress[] }>`
      select o.number, o.fulfillment_status as status, json_agg(json_build_object('toFulfill', l.quantity,
        'packed', coalesce(f.packed, 0), 'shipped', coalesce(f.shipped, 0), 'delivered', coalesce(f.delivered, 0),
        'returned', coalesce(r.received, 0))) as lines
      from orders.orders o join orders.order_lines l on l.order_id = o.id
      left join (select fl.order_id, fl.position, sum(fl.quantity) as packed, sum(fl.quantity) filter (where f.shipped_at is not null) as shipped,
          sum(fl.quantity) filter (where f.delivered_at is not null) as delivered
        from orders.fulfillment_lines fl join orders.fulfillments f on f.id = fl.fulfillment_id group by 1, 2) f using (order_id, position)
      left join orders.return_lines r using (order_id, position)
      group by o.id`.execute(database.db);
    expect(rows.filter(({ status, lines }) => deriveFulfillmentStatus(lines) !== status)).toEqual([]);
  });

  test("agree with stock: movements add up to it, held reservations to what is reserved", async () => {
    expect(
      await offenders(`
      select s.variant_id from inventory.stock s
      left join (select variant_id, sum(on_hand_delta) as h, sum(reserved_delta) as r from inventory.movements group by 1) m using (variant_id)
      where (coalesce(m.h, 0), coalesce(m.r, 0)) is distinct from (s.on_hand, s.reserved)`),
    ).toEqual([]);
    expect(
      await offenders(`
      select s.variant_id from inventory.stock s
      left join (select variant_id, sum(quantity) as q from inventory.reservations where state = 'held' group by 1) r using (variant_id)
      where coalesce(r.q, 0) <> s.reserved`),
    ).toEqual([]);
    expect(
      await offenders(`
      select o.number from orders.orders o join inventory.reservations r on r.order_id = o.id
      where (o.status in ('confirmed', 'completed') and o.fulfillment_status <> 'returned' and r.state <> 'committed')
        or (o.status = 'cancelled' and r.state not in ('released', 'restocked'))`),
    ).toEqual([]);
  });

  test("agree with the ledger: balanced, and holding what was taken and given back", async () => {
    expect(
      await offenders(`select transfer_id from payments.ledger_entries group by 1 having sum(amount_minor) <> 0`),
    ).toEqual([]);
    expect(
      await offenders(`
      select o.number from orders.orders o left join payments.payments p on p.order_id = o.id
      left join (select payment_id, -sum(amount_minor) filter (where account = 'customer_payments') as taken,
        coalesce(sum(amount_minor) filter (where account = 'customer_refunds'), 0) as refunded from payments.ledger_entries group by 1) l on l.payment_id = p.id
      where o.refunded_minor <> coalesce(p.refunded_minor, 0) or o.refunded_minor <> coalesce(l.refunded, 0)
        or (p.state in ('captured', 'refunded', 'partially_refunded')) is distinct from (l.taken is not null) and p.id is not null
        or l.taken is not null and l.taken <> o.total_minor
        or o.payment_status in ('paid', 'partially_refunded', 'refunded') and l.taken is null`),
    ).toEqual([]);
  });

  test("have lines that add up, and timelines without a gap, in order of time, none in the future", async () => {
    expect(
      await offenders(`
      select o.number from orders.orders o where subtotal_minor <> (select sum(total_minor) from orders.order_lines l where l.order_id = o.id)`),
    ).toEqual([]);
    expect(
      await offenders(`
      select o.number from orders.orders o join orders.order_events e on e.order_id = o.id
      group by o.id having count(*) <> o.last_seq or max(e.seq) <> o.last_seq or max(e.at) > now() or min(e.at) <> o.created_at`),
    ).toEqual([]);
    expect(
      await offenders(`
      select from (select at < lag(at) over (partition by order_id order by seq) as back from orders.order_events) e where back`),
    ).toEqual([]);
  });

  test("count uses of a code as its limits do", async () => {
    expect(
      await offenders(`
      select p.code from promotions.promotions p where used <> (
        select count(distinct order_id) from promotions.redemptions r where r.promotion_id = p.id and r.state = 'used')`),
    ).toEqual([]);
  });
});

describe("the sagas", () => {
  test("one is stuck with its attempts, some were compensated, each has its whole journal", async () => {
    const { rows } = await sql<{ state: string; sagas: number }>`
      select state, count(*) as sagas from saga.sagas group by state`.execute(database.db);
    const count = new Map(rows.map((row) => [row.state, row.sagas]));
    expect(count.get("stuck")).toBe(1);
    expect(count.get("compensated")).toBeGreaterThanOrEqual(1);
    expect(
      await offenders(`
      select s.id from saga.sagas s left join saga.journal j on j.saga_id = s.id
      group by s.id having count(j.seq) <> s.journal_seq or coalesce(max(j.seq), 0) <> s.journal_seq`),
    ).toEqual([]);
  });

  test("none is due, so that the engine leaves the demo as it is", async () => {
    expect(
      await offenders(`
      select id from saga.sagas where state in ('running', 'compensating') and wake_at < now() + interval '7 days'`),
    ).toEqual([]);
    expect(
      await offenders(
        `select id from inventory.reservations where state = 'held' and expires_at < now() + interval '7 days'`,
      ),
    ).toEqual([]);
    expect(
      await offenders("select id from saga.outbox where name not in ('catalog.changed', 'stock.changed')"),
    ).toEqual([]);
    await sql`update saga.sagas set updated_at = now() - interval '1 year' where state = 'stuck'`.execute(database.db);
    expect(await retryStuckSagas(testDeps(database.db), SAGAS, { limit: 10, policy: STUCK_POLICY })).toBe(0);
  });
});

test("has a dead letter, which a replay sends again", async () => {
  const letters = await database.db.selectFrom("saga.dead_letters").selectAll().execute();
  expect(letters).toHaveLength(1);
  const effects = await inTransaction(database.db, async (tx) =>
    Promise.all(
      letters.map(({ name, payload }) => prepareReplay(tx, SAGAS, { name, payload, isWhole: true, isOpen: true })),
    ),
  );
  expect(effects.map(({ effect }) => effect)).toEqual(["send_again"]);
});

test("has one difference in its books, a refund that was not made, which the first check finds", async () => {
  const { logger } = testDeps(database.db);
  const options = { limit: 200, settledForMs: 0, askWithinMs: 0, stuckAfterMs: 3_600_000 };
  const { found } = await reconcilePage(
    { db: database.db, logger, gateways: new Map() },
    { of: { after: null }, options, signal: AbortSignal.timeout(WAIT_MS_MAX) },
  );
  expect(found.map(({ finding }) => finding)).toEqual(["stuck"]);
});

test("keeps no payment token longer than the engine would", async () => {
  expect(
    await offenders(`select id from payments.payments where state <> 'unknown' and token <> ''
    union all select id from saga.sagas where state in ('completed', 'compensated') and data ? 'payment'`),
  ).toEqual([]);
});

test("a second run changes nothing", async () => {
  const counts = async () =>
    (
      await sql`select (select count(*) from catalog.products) as products, (select count(*) from orders.orders) as orders,
        (select count(*) from inventory.movements) as movements, (select count(*) from accounts.users) as users`.execute(
        database.db,
      )
    ).rows;
  const before = await counts();
  expect(await seedShop(database.db, { range, logins })).toBeNull();
  expect(await counts()).toEqual(before);
});

test("a start that was interrupted after the import is completed, and the products stay as they are", async () => {
  const interrupted = await createTestDatabase();
  try {
    const small = await readRange("small");
    await importRange(interrupted.db, small);
    const products = () =>
      interrupted.db.selectFrom("catalog.products").select(["id", "version"]).orderBy("id").execute();
    const before = await products();
    expect(before).toHaveLength(24);
    expect((await seedShop(interrupted.db, { range: small, logins }))?.orders).toBeGreaterThan(60);
    expect(await products()).toEqual(before);
  } finally {
    await interrupted.close();
  }
});

test("a merchant's own products are never taken for the range", async () => {
  const own = await createTestDatabase();
  try {
    await createProduct(own.db);
    expect(await seedShop(own.db, { range, logins })).toBeNull();
    expect(await own.db.selectFrom("accounts.users").select("id").execute()).toEqual([]);
  } finally {
    await own.close();
  }
});

test("two starts at once fill the shop once", async () => {
  const shared = await createTestDatabase();
  try {
    const small = await readRange("small");
    const seeds = await Promise.all([1, 2].map(() => seedShop(shared.db, { range: small, logins })));
    expect(seeds.filter((seed) => seed === null)).toHaveLength(1);
    expect(await shared.db.selectFrom("catalog.products").select("id").execute()).toHaveLength(24);
    expect(await shared.db.selectFrom("accounts.users").select("id").execute()).toHaveLength(logins.length);
  } finally {
    await shared.close();
  }
});

test("a category below one that is there already gets it as its parent", async () => {
  const prepared = await createTestDatabase();
  try {
    const small = await readRange("small");
    const child = small.categories.find(({ parent }) => parent !== null);
    await prepared.db
      .insertInto("catalog.categories")
      .values({ id: newId(), slug: child?.parent ?? "", title: "Mine", position: 1 })
      .execute();
    expect((await seedShop(prepared.db, { range: small, logins }))?.products).toBe(24);
    const row = await prepared.db
      .selectFrom("catalog.categories as c")
      .innerJoin("catalog.categories as p", "p.id", "c.parent_id")
      .select(["p.slug", "p.title"])
      .where("c.slug", "=", child?.slug ?? "")
      .executeTakeFirst();
    expect(row).toEqual({ slug: child?.parent, title: "Mine" });
  } finally {
    await prepared.close();
  }
});
