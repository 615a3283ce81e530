import type { DeadLetterState } from "@cartwright/contracts/dead-letters";
import type { MessageId, OrderNumber, SagaId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { atMicroseconds, microsecondsOf } from "../kernel/microseconds.ts";

export interface LetterRow {
  readonly id: string;
  readonly queue: string;
  readonly name: string;
  readonly cause: string;
  readonly error: string;
  readonly attempts: number;
  readonly failedAt: Date;
  /** Microseconds since the epoch, for cursors. */
  readonly failedAtUs: number;
  readonly state: DeadLetterState;
  readonly orderNumber: OrderNumber | null;
}

export interface LetterDetailRow extends LetterRow {
  readonly messageId: MessageId;
  readonly sagaId: SagaId | null;
  readonly payload: unknown;
  readonly isWhole: boolean;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: string | null;
  readonly reason: string | null;
}

export interface LetterFilter {
  readonly state: DeadLetterState;
  readonly cause: string | null;
  /** What the error, the message's name or the order's number contains, in lower case. */
  readonly text: string | null;
  readonly before: { readonly atUs: number; readonly id: string } | null;
  readonly limit: number;
}

const COLUMNS = sql`
  d.id, d.queue, d.name, d.cause, d.error, d.attempts, d.failed_at as "failedAt",
  ${microsecondsOf(sql`d.failed_at`)} as "failedAtUs", d.state, o.number as "orderNumber"`;
const FROM = sql`saga.dead_letters as d left join orders.orders as o on o.id = d.order_id`;

/** Dead letters of one state, newest first, from the index in that order. */
export async function selectLetters(db: Db, filter: LetterFilter): Promise<LetterRow[]> {
  const wanted = [
    sql`d.state = ${filter.state}`,
    filter.cause !== null && sql`d.cause = ${filter.cause}`,
    filter.text !== null &&
      sql`(strpos(lower(d.error), ${filter.text}) > 0 or strpos(d.name, ${filter.text}) > 0 or d.order_id = (select id from orders.orders where number = upper(${filter.text})))`,
    filter.before !== null &&
      sql`(d.failed_at, d.id) < (${atMicroseconds(filter.before.atUs)}, ${filter.before.id}::uuid)`,
  ].filter((condition) => condition !== false);
  const { rows } = await sql<LetterRow>`
    select ${COLUMNS} from ${FROM} where ${sql.join(wanted, sql` and `)}
    order by d.failed_at desc, d.id desc limit ${filter.limit}`.execute(db);
  return rows;
}

/** The causes of the open ones, most first, from the newest `max`. */
export async function countCauses(db: Db, max: number): Promise<{ cause: string; count: number }[]> {
  const { rows } = await sql<{ cause: string; count: number }>`
    select cause, count(*)::int as count
    from (select cause from saga.dead_letters where state = 'open' order by failed_at desc, id desc limit ${max}) as newest
    group by cause order by count desc, cause`.execute(db);
  return rows;
}

export async function selectLetter(db: Db | Tx, id: string): Promise<LetterDetailRow | undefined> {
  const { rows } = await sql<LetterDetailRow>`
    select ${COLUMNS}, d.message_id as "messageId", d.saga_id as "sagaId", d.payload, d.is_whole as "isWhole",
      d.resolved_at as "resolvedAt", d.resolved_by as "resolvedBy", d.reason
    from ${FROM} where d.id = ${id}`.execute(db);
  return rows[0];
}

/** How many of these exist. */
export async function countLetters(db: Db, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from saga.dead_letters where id = any(${ids}::uuid[])`.execute(db);
  return rows[0]?.count ?? 0;
}
