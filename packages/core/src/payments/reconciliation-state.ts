import type { BookFact } from "@cartwright/contracts/books";
import type { OrderId, PaymentId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import type { Finding } from "./reconcile.ts";

/**
 * Leases the walk through the books for one page. Null while another holder has it, or while no page is due. The lease is a
 * row, not a lock, so no transaction stays open while providers are asked.
 */
export async function claimWalk(
  db: Db | Tx,
  lease: {
    readonly holder: string;
    readonly leaseMs: number;
    /** Also before the page is due, for a person. */
    readonly early?: true;
  },
): Promise<{ readonly after: PaymentId | null } | null> {
  const { rows } = await sql<{ after_id: PaymentId | null }>`
    insert into payments.reconciliation as walk (id, holder, leased_until)
    values (1, ${lease.holder}, now() + ${lease.leaseMs} * interval '1 millisecond')
    on conflict (id) do update set holder = excluded.holder, leased_until = excluded.leased_until
    where walk.leased_until <= now() and (walk.due_at <= now() or ${lease.early ?? false})
    returning after_id`.execute(db);
  return rows[0] ? { after: rows[0].after_id } : null;
}

/** Ends the lease after a page. Does nothing when another holder has taken it over. */
export async function finishPage(
  db: Db,
  page: {
    readonly holder: string;
    readonly next: PaymentId | null;
    readonly restMs: number;
    /** How many payments it compared. */
    readonly compared: number;
  },
): Promise<void> {
  const isLast = page.next === null;
  await sql`
    update payments.reconciliation
    set leased_until = now(), due_at = now() + ${page.restMs} * interval '1 millisecond', after_id = ${page.next},
      checked_at = now(), counting = case when ${isLast} then 0 else counting + ${page.compared} end,
      compared = case when ${isLast} then counting + ${page.compared} else compared end,
      finished_at = case when ${isLast} then now() else finished_at end
    where id = 1 and holder = ${page.holder}`.execute(db);
}

/** Ends the lease without moving on: the next holder compares the same page. `checked`: something else was compared meanwhile. */
export async function releaseWalk(db: Db, holder: string, { checked = false } = {}): Promise<void> {
  await sql`
    update payments.reconciliation
    set leased_until = now(), checked_at = case when ${checked} then now() else checked_at end
    where id = 1 and holder = ${holder}`.execute(db);
}

export interface FoundRow {
  readonly orderId: OrderId;
  readonly paymentId: PaymentId | null;
  readonly finding: Finding;
  readonly detail: string;
  readonly facts: readonly BookFact[];
}

/**
 * Stores findings, at most one of a kind for each order; what is open already gets its newest facts. Returns those that are
 * new, or open again.
 */
export async function insertFindings(
  db: Db | Tx,
  found: readonly FoundRow[],
): Promise<readonly { readonly orderId: OrderId; readonly finding: Finding }[]> {
  if (found.length === 0) return [];
  const { rows } = await sql<{ orderId: OrderId; finding: Finding; isNew: boolean }>`
    insert into payments.reconciliation_findings as stored (order_id, payment_id, finding, detail, facts)
    select * from unnest(
      ${found.map((one) => one.orderId)}::uuid[], ${found.map((one) => one.paymentId)}::uuid[],
      ${found.map((one) => one.finding)}::text[], ${found.map((one) => one.detail)}::text[],
      ${found.map((one) => JSON.stringify(one.facts))}::jsonb[])
    on conflict (order_id, finding) do update
    set payment_id = excluded.payment_id, detail = excluded.detail, facts = excluded.facts, resolved_at = null,
      first_seen_at = case when stored.resolved_at is null then stored.first_seen_at else now() end,
      repaired_at = case when stored.resolved_at is null then stored.repaired_at end
    where stored.resolved_at is not null or stored.facts <> excluded.facts
    returning order_id as "orderId", finding, first_seen_at = now() as "isNew"`.execute(db);
  return rows.filter(({ isNew }) => isNew);
}

/** What a page's comparison covered. */
export interface Compared {
  readonly orderIds: readonly OrderId[];
  /** Those of them whose provider reported. */
  readonly heardOf: readonly OrderId[];
  readonly found: readonly Pick<FoundRow, "orderId" | "finding">[];
}

/** The findings that take a provider's report to dismiss. */
const NEED_PROVIDER: readonly Finding[] = ["provider_disagrees", "amount_mismatch", "refund_drift"];

/** Resolves the open findings of compared orders that no longer hold. */
export async function resolveFindings(db: Db, { orderIds, heardOf, found }: Compared): Promise<void> {
  if (orderIds.length === 0) return;
  await sql`
    update payments.reconciliation_findings as stored set resolved_at = now()
    where resolved_at is null and order_id = any(${orderIds}::uuid[])
      and (finding <> all(${NEED_PROVIDER}::text[]) or order_id = any(${heardOf}::uuid[]))
      and not exists (
        select from unnest(${found.map((one) => one.orderId)}::uuid[], ${found.map((one) => one.finding)}::text[])
          as seen (order_id, finding)
        where seen.order_id = stored.order_id and seen.finding = stored.finding)`.execute(db);
}

/** Those of these orders with an open finding that takes a provider's report to dismiss. */
export async function selectDisputed(db: Db, orderIds: readonly OrderId[]): Promise<Set<OrderId>> {
  if (orderIds.length === 0) return new Set();
  const { rows } = await sql<{ orderId: OrderId }>`
    select distinct order_id as "orderId" from payments.reconciliation_findings
    where order_id = any(${orderIds}::uuid[]) and resolved_at is null
      and finding = any(${NEED_PROVIDER}::text[])`.execute(db);
  return new Set(rows.map((row) => row.orderId));
}

/** One finding: of a kind, about an order. */
export interface OneFinding {
  readonly orderId: OrderId;
  readonly finding: Finding;
}

/** The orders with the newest open findings. */
export async function selectOpenOrders(db: Db, limit: number): Promise<OrderId[]> {
  const { rows } = await sql<{ orderId: OrderId }>`
    select distinct order_id as "orderId" from (
      select order_id from payments.reconciliation_findings where resolved_at is null
      order by first_seen_at desc, order_id desc, finding desc limit ${limit}) as newest`.execute(db);
  return rows.map((row) => row.orderId);
}

/** Resolves one finding. The caller has made sure that it no longer holds. */
export async function resolveFinding(tx: Tx, { orderId, finding }: OneFinding): Promise<void> {
  await sql`
    update payments.reconciliation_findings set resolved_at = now()
    where order_id = ${orderId} and finding = ${finding} and resolved_at is null`.execute(tx);
}

/** How long a repair may take to arrive at the provider. */
const UNDER_WAY_MS = 30_000;

/**
 * Notes that a repair of a finding was started. False when the same one was started just before and may still be on its way. The
 * caller holds the lock of the order or payment.
 */
export async function noteRepair(tx: Tx, { orderId, finding }: OneFinding, effect: string): Promise<boolean> {
  const { rows } = await sql<{ isUnderWay: boolean }>`
    select repair = ${effect} and repaired_at > now() - ${UNDER_WAY_MS} * interval '1 millisecond' as "isUnderWay"
    from payments.reconciliation_findings
    where order_id = ${orderId} and finding = ${finding} and resolved_at is null for update`.execute(tx);
  if (rows[0]?.isUnderWay) return false;
  await sql`
    update payments.reconciliation_findings set repair = ${effect}, repaired_at = now()
    where order_id = ${orderId} and finding = ${finding}`.execute(tx);
  return true;
}

/** Takes the note back, because the provider did not do its part: the repair can be started again at once. */
export async function forgetRepair(db: Db, { orderId, finding }: OneFinding): Promise<void> {
  await sql`
    update payments.reconciliation_findings set repaired_at = null
    where order_id = ${orderId} and finding = ${finding}`.execute(db);
}

/** Whether a finding is open. */
export async function isFindingOpen(db: Db | Tx, { orderId, finding }: OneFinding): Promise<boolean> {
  const { rows } = await sql`
    select from payments.reconciliation_findings
    where order_id = ${orderId} and finding = ${finding} and resolved_at is null`.execute(db);
  return rows.length > 0;
}

/** Counts the open findings by kind. A kind without any is missing. */
export async function countOpenFindings(db: Db): Promise<Map<Finding, number>> {
  const { rows } = await sql<{ finding: Finding; count: number }>`
    select finding, count(*)::int from payments.reconciliation_findings
    where resolved_at is null group by finding`.execute(db);
  return new Map(rows.map((row) => [row.finding, row.count]));
}
