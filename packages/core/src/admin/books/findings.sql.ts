import type { BookFact, BookFinding } from "@cartwright/contracts/books";
import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import { atMicroseconds, microsecondsOf } from "../../kernel/microseconds.ts";

export interface FindingRow {
  readonly orderId: OrderId;
  readonly orderNumber: string | null;
  readonly orderExists: boolean;
  readonly finding: BookFinding;
  readonly facts: BookFact[];
  readonly currency: string | null;
  readonly provider: string | null;
  readonly firstSeenAt: Date;
  readonly resolvedAt: Date | null;
  readonly repairedAt: Date | null;
  /** Microseconds since the epoch, for cursors. */
  readonly atUs: number;
}

export interface FindingFilter {
  readonly state: "open" | "resolved";
  readonly finding: BookFinding | null;
  readonly before: { readonly atUs: number; readonly orderId: string; readonly finding: string } | null;
  readonly limit: number;
}

/** Findings of the reconciliation, the newest first, from the index in that order. */
export async function selectFindings(db: Db, filter: FindingFilter): Promise<FindingRow[]> {
  const isOpen = filter.state === "open";
  const at = isOpen ? sql`f.first_seen_at` : sql`f.resolved_at`;
  const { before } = filter;
  const wanted = [
    isOpen ? sql`f.resolved_at is null` : sql`f.resolved_at is not null`,
    filter.finding !== null && sql`f.finding = ${filter.finding}`,
    before !== null &&
      sql`(${at}, f.order_id, f.finding) < (${atMicroseconds(before.atUs)},
        ${before.orderId}::uuid, ${before.finding})`,
  ].filter((condition) => condition !== false);
  const { rows } = await sql<FindingRow>`
    select f.order_id as "orderId", coalesce(o.number, p.order_number) as "orderNumber", o.id is not null as "orderExists",
      f.finding, f.facts, coalesce(p.currency, o.currency) as currency, p.provider, f.first_seen_at as "firstSeenAt",
      f.resolved_at as "resolvedAt", f.repaired_at as "repairedAt", ${microsecondsOf(at)} as "atUs"
    from (
      select * from payments.reconciliation_findings as f where ${sql.join(wanted, sql` and `)}
      order by ${at} desc, f.order_id desc, f.finding desc limit ${filter.limit}) as f
    left join payments.payments as p on p.id = f.payment_id
    left join orders.orders as o on o.id = f.order_id
    order by ${at} desc, f.order_id desc, f.finding desc`.execute(db);
  return rows;
}

export interface RunRow {
  readonly finishedAt: Date | null;
  readonly compared: number;
  readonly checkedAt: Date | null;
  readonly isRunning: boolean;
}

/** How far the comparison of the books has come. */
export async function selectRun(db: Db): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`
    select finished_at as "finishedAt", compared, checked_at as "checkedAt", leased_until > now() as "isRunning"
    from payments.reconciliation where id = 1`.execute(db);
  return rows[0];
}
