import type { MessageId, OrderId, SagaId, UserId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** A message that could not be handled, and its order and saga if it names them. */
export interface NewDeadLetter {
  readonly id: string;
  readonly queue: string;
  readonly name: string;
  readonly messageId: MessageId;
  readonly payload: unknown;
  /** Whether the payload is what was sent, neither masked nor cut. */
  readonly isWhole: boolean;
  /** A stable word to group by: a reason of the code table, or `poison`. */
  readonly cause: string;
  readonly error: string;
  readonly attempts: number;
  readonly orderId: OrderId | null;
  readonly sagaId: SagaId | null;
}

/** Inserts a message that was given up. False when it is stored already. */
export async function insertDeadLetter(tx: Tx, letter: NewDeadLetter): Promise<boolean> {
  const { rows } = await sql`
    insert into saga.dead_letters (id, queue, name, message_id, payload, cause, error, attempts, order_id, saga_id, is_whole)
    values (${letter.id}, ${letter.queue}, ${letter.name}, ${letter.messageId}, ${JSON.stringify(letter.payload ?? null)}::jsonb,
      ${letter.cause}, ${letter.error.slice(0, 4_000)}, ${letter.attempts}, ${letter.orderId}, ${letter.sagaId}, ${letter.isWhole})
    on conflict (message_id) do nothing returning id`.execute(tx);
  return rows.length > 0;
}

/** How a person dealt with a dead letter. */
interface Resolution {
  readonly state: "replayed" | "discarded";
  readonly by: UserId;
  readonly reason: string;
}

/** Marks an open dead letter as dealt with. False when somebody already did. */
export async function resolveRow(tx: Tx, id: string, { state, by, reason }: Resolution): Promise<boolean> {
  const { rows } = await sql`
    update saga.dead_letters set state = ${state}, resolved_at = now(), resolved_by = ${by}, reason = ${reason}
    where id = ${id} and state = 'open' returning id`.execute(tx);
  return rows.length > 0;
}
