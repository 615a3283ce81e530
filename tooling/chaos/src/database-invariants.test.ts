import type { Db } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { readRange } from "@cartwright/seed/read-range";
import { seedShop } from "@cartwright/seed/seed-shop";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readDatabaseInvariants, readUnfinished } from "./database-invariants.ts";

/** The demo shop has orders in every state and consistent books. Each test breaks one thing. */
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const logins = (["shopper", "support", "admin"] as const).map((role) => ({
    email: `${role}@example.com`,
    role,
    password: `a long password for ${role}`,
  }));
  await seedShop(database.db, { range: await readRange("small"), logins });
  // The relay would have delivered what the import announced.
  await database.db.deleteFrom("saga.outbox").execute();
});
afterAll(() => database.close());

const EVER = new Date(0);
const countsOf = async (db: Db) =>
  Object.fromEntries((await readDatabaseInvariants(db, EVER)).map(({ name, violations }) => [name, violations]));

class Undo extends Error {}

/** How much each count of violations grows after `spoil`, which is rolled back. */
async function grownBy(spoil: (tx: Tx) => Promise<unknown>): Promise<Record<string, number>> {
  const before = await countsOf(database.db);
  let after = before;
  const spoilt = inTransaction(database.db, async (tx) => {
    await spoil(tx);
    after = await countsOf(tx);
    throw new Undo();
  });
  await expect(spoilt).rejects.toBeInstanceOf(Undo);
  return Object.fromEntries(
    Object.entries(after).flatMap(([name, count]) => {
      const grown = count - (before[name] ?? 0);
      return grown === 0 ? [] : [[name, grown]];
    }),
  );
}

/** Runs statements on a table with its triggers disabled. */
const unguarded = (table: string, statement: string) => async (tx: Tx) => {
  await sql.raw(`alter table ${table} disable trigger user`).execute(tx);
  await sql.raw(statement).execute(tx);
};
const run = (statement: string) => (tx: Tx) => sql.raw(statement).execute(tx);

const one = (status: string) => `(select id from orders.orders where status = '${status}' order by number limit 1)`;

describe("the books of the demo shop", () => {
  test("have only the violations that the demo leaves open, and every invariant checks something", async () => {
    const verdicts = await readDatabaseInvariants(database.db, EVER);
    const broken = Object.fromEntries(verdicts.flatMap((it) => (it.violations > 0 ? [[it.name, it.violations]] : [])));
    const { rows } = await sql<{ confirmed: number; later: number }>`
      select count(*) filter (where status = 'confirmed') as confirmed,
        count(*) filter (where settled_at is null or status not in ('confirmed', 'completed', 'cancelled')) as later from orders.orders`.execute(
      database.db,
    );
    expect(broken).toEqual({
      "every placed order is settled": rows[0]?.later,
      "no saga is open or stuck": 3,
      "no message was given up": 1,
      // The demonstration writes no mails.
      "a confirmed order has one mail that says so": rows[0]?.confirmed,
    });
    expect(verdicts.filter(({ checked }) => checked === 0).map(({ name }) => name)).toEqual([
      "no message waits in the outbox",
      "no message was given up",
    ]);
    expect(verdicts.filter(({ examples, violations }) => examples.length !== Math.min(5, violations))).toEqual([]);
  });

  test("ignores older orders when only newer ones are asked for", async () => {
    const newer = await readDatabaseInvariants(database.db, new Date(Date.now() + 60_000));
    expect(newer.filter(({ violations }) => violations > 0)).toEqual([]);
    expect(await readUnfinished(database.db, new Date(Date.now() + 60_000))).toEqual({
      orders: 0,
      sagas: 0,
      messages: 0,
      mails: 0,
      refunds: 0,
    });
    expect(await readUnfinished(database.db, EVER)).toMatchObject({ orders: 3, sagas: 3, refunds: 1 });
  });
});

describe("each invariant detects its violation", () => {
  test.each<readonly [string, number, (tx: Tx) => Promise<unknown>]>([
    [
      "every placed order is settled",
      1,
      run(`update orders.orders set settled_at = null where id = ${one("confirmed")}`),
    ],
    [
      "no saga is open or stuck",
      1,
      run(`update saga.sagas set state = 'running', finished_at = null where order_id = ${one("confirmed")}`),
    ],
    [
      "a confirmed order is paid in full, once, in the ledger",
      1,
      run(`update payments.payments set state = 'voided' where order_id = ${one("confirmed")}`),
    ],
    [
      "of a cancelled order no money is kept or may still be taken",
      1,
      run(`update payments.payments set state = 'unknown' where id =
        (select p.id from payments.payments as p join orders.orders as o on o.id = p.order_id where o.status = 'cancelled' and p.state = 'declined' limit 1)`),
    ],
    [
      "the payment status of a settled order follows the ledger",
      1,
      run(`update orders.orders set payment_status = 'unpaid' where id = ${one("confirmed")}`),
    ],
    [
      "the last event of an order carries its state",
      1,
      run(`update orders.orders set fulfillment_status = 'packed' where id = (
        select id from orders.orders where fulfillment_status = 'unfulfilled' and status = 'confirmed' order by number limit 1)`),
    ],
    [
      "no message waits in the outbox",
      1,
      run(
        `insert into saga.outbox (id, kind, name, key, payload) values (gen_random_uuid(), 'task', 'mail.send', 'x', '{}')`,
      ),
    ],
    [
      "no message was given up",
      1,
      run(`insert into saga.dead_letters (id, queue, name, message_id, payload, cause, error, attempts)
        values (gen_random_uuid(), 'q', 'n', gen_random_uuid(), '{}', 'internal', 'x', 1)`),
    ],
    [
      "timelines count from 1 without a gap",
      1,
      unguarded(
        "orders.order_events",
        `delete from orders.order_events where order_id = ${one("confirmed")} and seq = 2`,
      ),
    ],
    [
      "no settled order holds stock",
      1,
      run(`update inventory.reservations set state = 'held' where id = (select r.id from inventory.reservations as r
        where r.order_id = ${one("completed")} limit 1)`),
    ],
    [
      "stock equals the sum of its movements",
      1,
      run(
        `update inventory.stock set on_hand = on_hand + 1 where variant_id = (select variant_id from inventory.stock order by 1 limit 1)`,
      ),
    ],
    [
      "what is reserved equals the open reservations",
      1,
      run(`update inventory.stock set on_hand = on_hand + 1, reserved = reserved + 1
        where variant_id = (select variant_id from inventory.stock order by 1 limit 1)`),
    ],
    [
      "tracked stock is never negative nor oversold, at any movement",
      1,
      run(`insert into inventory.movements (variant_id, on_hand_delta, reserved_delta, reason)
        select variant_id, -1 - on_hand, 0, 'adjustment' from inventory.stock order by 1 limit 1`),
    ],
    [
      "goods of a confirmed order left the shelf once, of a cancelled one not at all",
      1,
      run(`insert into inventory.movements (variant_id, on_hand_delta, reserved_delta, reason, order_id)
        select variant_id, -1, 0, 'commit', order_id from orders.order_lines where order_id = ${one("confirmed")} order by position limit 1`),
    ],
    [
      "every transfer of the ledger sums to zero",
      1,
      unguarded(
        "payments.ledger_entries",
        `delete from payments.ledger_entries where id = (select id from payments.ledger_entries where account = 'provider_fees' limit 1)`,
      ),
    ],
    [
      "a confirmed order has one mail that says so",
      -1,
      run(`insert into notifications.mails (id, template, recipient, subject, html, text, order_id)
        values (gen_random_uuid(), 'order_confirmed', 'a@example.com', '', '', '', ${one("confirmed")})`),
    ],
  ])("%s", async (name, by, spoil) => {
    expect((await grownBy(spoil))[name]).toBe(by);
  });

  test("a second capture in the ledger violates the invariant of being paid once", async () => {
    const twice = await grownBy(async (tx) => {
      await sql`insert into payments.ledger_entries (transfer_id, payment_id, account, amount_minor, currency)
        select twin.id, e.payment_id, e.account, e.amount_minor, e.currency from payments.ledger_entries as e
        cross join (select gen_random_uuid() as id) as twin
        where e.transfer_id = (select p.id from payments.payments as p where p.order_id = ${sql.raw(one("confirmed"))})`.execute(
        tx,
      );
    });
    expect(twice).toEqual({ "a confirmed order is paid in full, once, in the ledger": 1 });
  });
});
