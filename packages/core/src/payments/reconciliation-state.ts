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
  db: Db,
  lease: { readonly holder: string; readonly leaseMs: number },
): Promise<{ readonly after: PaymentId | null } | null> {
  const { rows } = await sql<{ after_id: PaymentId | null }>`
    insert into payments.reconciliation as walk (id, holder, leased_until)
    values (1, ${lease.holder}, now() + ${lease.leaseMs} * interval '1 millisecond')
    on conflict (id) do update set holder = excluded.holder, leased_until = excluded.leased_until
    where walk.leased_until <= now() and walk.due_at <= now()
    returning after_id`.execute(db);
  return rows[0] ? { after: rows[0].after_id } : null;
}

/** Ends the lease after a page. Does nothing when another holder has taken it over. */
export async function finishPage(
  db: Db,
  page: { readonly holder: string; readonly next: PaymentId | null; readonly restMs: number },
): Promise<void> {
  await sql`
    update payments.reconciliation
    set leased_until = now(), due_at = now() + ${page.restMs} * interval '1 millisecond', after_id = ${page.next}
    where id = 1 and holder = ${page.holder}`.execute(db);
}

/** Ends the lease without moving on: the next holder compares the same page. */
export async function releaseWalk(db: Db, holder: string): Promise<void> {
  await sql`update payments.reconciliation set leased_until = now() where id = 1 and holder = ${holder}`.execute(db);
}

export interface FoundRow {
  readonly orderId: OrderId;
  readonly paymentId: PaymentId | null;
  readonly finding: Finding;
  readonly detail: string;
}

/** Stores findings, at most one of a kind for each order. Returns those that are new, or open again. */
export async function insertFindings(
  db: Db | Tx,
  found: readonly FoundRow[],
): Promise<readonly { readonly orderId: OrderId; readonly finding: Finding }[]> {
  if (found.length === 0) return [];
  const { rows } = await sql<{ orderId: OrderId; finding: Finding }>`
    insert into payments.reconciliation_findings as stored (order_id, payment_id, finding, detail)
    select * from unnest(
      ${found.map((one) => one.orderId)}::uuid[], ${found.map((one) => one.paymentId)}::uuid[],
      ${found.map((one) => one.finding)}::text[], ${found.map((one) => one.detail)}::text[])
    on conflict (order_id, finding) do update
    set payment_id = excluded.payment_id, detail = excluded.detail, first_seen_at = now(), resolved_at = null
    where stored.resolved_at is not null
    returning order_id as "orderId", finding`.execute(db);
  return rows;
}

/** What a page's comparison covered. */
export interface Compared {
  readonly orderIds: readonly OrderId[];
  /** Those of them whose provider reported. */
  readonly heardOf: readonly OrderId[];
  readonly found: readonly Pick<FoundRow, "orderId" | "finding">[];
}

/** The findings that take a provider's report to dismiss. */
const NEED_PROVIDER: readonly Finding[] = ["provider_disagrees", "amount_mismatch"];

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

/** Counts the open findings by kind. A kind without any is missing. */
export async function countOpenFindings(db: Db): Promise<Map<Finding, number>> {
  const { rows } = await sql<{ finding: Finding; count: number }>`
    select finding, count(*)::int from payments.reconciliation_findings
    where resolved_at is null group by finding`.execute(db);
  return new Map(rows.map((row) => [row.finding, row.count]));
}
