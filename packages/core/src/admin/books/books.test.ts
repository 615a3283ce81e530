import { OrderNumber, type PaymentId } from "@cartwright/contracts/ids";
import { createDb } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Payment } from "../../payments/payment.ts";
import { openRefund, recordRefund, recordRefundByHand } from "../../payments/refund-payment.ts";
import { recordOutcomes } from "../../payments/record-outcomes.ts";
import { createMember } from "../../testing/fixtures.ts";
import { createCapturedPayment } from "../../testing/payments.ts";
import { findScans, recording, type Statement, tablesReadWhole } from "../../testing/plans.ts";
import { exportTotals } from "./export-totals.ts";
import { listFindings } from "./list-findings.ts";
import { listLedger, readLedgerBalances } from "./list-ledger.ts";

const PAYMENTS = 5_000;
let database: TestDatabase;
let payment: Payment;
beforeAll(async () => {
  database = await createTestDatabase();
  payment = await createCapturedPayment(database.db);
  const { id: paymentId } = payment;
  const fee = { kind: "captured" as const, providerRef: `ch_${paymentId}`, feeMinor: 300 };
  const refunds = [
    { amountMinor: 1_000, byHand: false },
    { amountMinor: 500, byHand: true },
  ];
  await inTransaction(database.db, async (tx) => {
    await recordOutcomes(tx, [{ paymentId, outcome: fee }]);
    for (const { amountMinor, byHand } of refunds) {
      const intent = { paymentId, amountMinor, idempotencyKey: crypto.randomUUID(), reason: "test" };
      const refundId = (await openRefund(tx, intent)).refund?.id ?? "";
      if (byHand) await recordRefundByHand(tx, { paymentId, refundId, reference: "bank 17" });
      else await recordRefund(tx, { paymentId, refundId, providerRef: "re_1" });
    }
  });
  await fill();
});
afterAll(() => database.close());

/** The id of the n-th row of a kind. */
const id = (kind: string) => `overlay(overlay(md5('${kind}' || n) placing '4' from 13) placing '8' from 17)::uuid`;

/** Other payments of the months before, each with its charge in the ledger, and findings about them. */
async function fill() {
  const client = await database.pool.connect();
  await client.query("set session_replication_role = replica");
  await client.query(`
    insert into payments.payments (id, order_id, order_number, saga_id, provider, state, amount_minor, currency, token, idempotency_key, provider_ref)
    select ${id("p")}, ${id("o")}, 'CW-FAKE-' || n, ${id("s")}, 'sandbox', 'captured', 100, 'EUR', '', ${id("k")}, 'ch_' || n
    from generate_series(1, ${PAYMENTS}) as n`);
  await client.query(`
    insert into payments.ledger_entries (transfer_id, payment_id, account, amount_minor, currency, at)
    select ${id("p")}, ${id("p")}, side.account, side.amount, 'EUR', now() - interval '40 days' - n * interval '1 hour'
    from generate_series(1, ${PAYMENTS}) as n, (values ('provider_balance', 100), ('customer_payments', -100)) as side (account, amount)`);
  await client.query(`
    insert into payments.reconciliation_findings (order_id, finding, detail, first_seen_at, resolved_at)
    select ${id("o")}, 'stuck', 'test', now() - n * interval '1 minute', case when n % 2 = 0 then now() - n * interval '1 minute' end
    from generate_series(1, ${PAYMENTS}) as n`);
  await client.query("analyze payments.payments, payments.ledger_entries, payments.reconciliation_findings");
  client.release(true);
}

const order = () => OrderNumber.parse(payment.orderNumber);

describe("the ledger", () => {
  it("lists an order's transfers, newest first, which sum to zero", async () => {
    const { items, nextCursor } = await listLedger(database.db, { order: order(), limit: 50 });
    expect(nextCursor).toBeNull();
    expect(items.map(({ kind, account, amountMinor }) => [kind, account, amountMinor]).toReversed()).toEqual([
      ["charge", "provider_balance", 10_000],
      ["charge", "customer_payments", -10_000],
      ["fee", "provider_fees", 300],
      ["fee", "provider_balance", -300],
      ["refund", "customer_refunds", 1_000],
      ["refund", "provider_balance", -1_000],
      ["refund_by_hand", "customer_refunds", 500],
      ["refund_by_hand", "refunds_by_hand", -500],
    ]);
    const balances = await readLedgerBalances(database.db, { order: order() });
    expect(balances.accounts).toContainEqual({ account: "provider_balance", currency: "EUR", amountMinor: 8_700 });
    expect(balances.accounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
  });

  it("pages through an account without leaving anything out", async () => {
    const seen: number[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 3; page += 1) {
      const account = "provider_fees" as const;
      const { items, nextCursor } = await listLedger(database.db, {
        account,
        limit: 1,
        ...(cursor === undefined ? {} : { cursor }),
      });
      seen.push(...items.map(({ amountMinor }) => amountMinor));
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    expect(seen).toEqual([300]);
    await expect(listLedger(database.db, { cursor: "nonsense", limit: 1 })).rejects.toMatchObject({
      reason: "invalid_input",
    });
  });

  it("adds up this month on the shop's calendar, or the days that are asked for", async () => {
    const now = await readLedgerBalances(database.db, {});
    expect(now.period?.from).toMatch(/-01$/);
    const { accounts } = await readLedgerBalances(database.db, { period: { from: "2020-01-01", to: "2020-12-31" } });
    expect(accounts).toEqual([]);
  });

  it("exports each day's totals, with days that begin at midnight in the shop's zone, and audits it", async () => {
    const late = await createCapturedPayment(database.db, { amountMinor: 4_200 });
    await move(late.id, "2024-06-30T22:30:00Z");
    const { userId } = await createMember(database.db, { role: "manager" });
    const act = { actor: { kind: "user" as const, userId } as never, address: "127.0.0.1", requestId: "test" };
    const first = await exportTotals({ db: database.db }, { from: "2024-07-01", to: "2024-07-01" }, act);
    expect(first.csv.trimEnd().split("\n")).toEqual([
      "day,provider,currency,kind,account,debit,credit,entries",
      "2024-07-01,sandbox,EUR,charge,customer_payments,,42.00,1",
      "2024-07-01,sandbox,EUR,charge,provider_balance,42.00,,1",
    ]);
    expect((await exportTotals({ db: database.db }, { from: "2024-06-30", to: "2024-06-30" }, act)).rows).toBe(0);
    const { count } = await database.db
      .selectFrom("audit.entries")
      .select(({ fn }) => fn.countAll<number>().as("count"))
      .where("action", "=", "payments.export")
      .executeTakeFirstOrThrow();
    expect(count).toBe(2);
  });

  it("is read by index however long it is, and so are the differences", async () => {
    const reads = {
      account: { account: "customer_payments" as const, limit: 50 },
      order: { order: order(), limit: 50 },
    };
    for (const input of Object.values(reads))
      expect(await tablesReadWhole(database, (db) => listLedger(db, input))).toEqual([]);
    const statements: Statement[] = [];
    const db = createDb(recording(database.pool, statements));
    for (const input of Object.values(reads)) await listLedger(db, input);
    await readLedgerBalances(db, {});
    for (const state of ["open", "resolved"] as const) await listFindings(db, { state, limit: 50 });
    const tables = new Set(["payments.ledger_entries", "payments.payments", "payments.reconciliation_findings"]);
    const values = statements.map(({ text, values: given }) => ({ text, values: given }));
    expect(await findScans(database.pool, values, tables)).toEqual([]);
  });
});

/** Moves a payment's entries in time, which the ledger itself forbids. */
async function move(id: PaymentId, at: string) {
  const client = await database.pool.connect();
  await client.query("set session_replication_role = replica");
  await client.query("update payments.ledger_entries set at = $2 where payment_id = $1", [id, at]);
  client.release(true);
}

it("lists differences newest first and page by page, with the open ones counted", async () => {
  const first = await listFindings(database.db, { state: "open", limit: 2 });
  const second = await listFindings(database.db, { state: "open", limit: 2, cursor: first.nextCursor ?? undefined });
  const times = [...first.items, ...second.items].map(({ firstSeenAt }) => firstSeenAt);
  expect(times).toEqual(times.toSorted().toReversed());
  expect(new Set(times).size).toBe(4);
  expect(first.counts).toEqual([{ finding: "stuck", count: PAYMENTS / 2 }]);
});
