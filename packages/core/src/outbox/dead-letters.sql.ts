import type { MessageId, OrderId, SagaId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** A message that nobody could handle, and the order and the saga that it was about, where it says so. */
export interface NewDeadLetter {
  readonly id: string;
  readonly queue: string;
  readonly name: string;
  readonly messageId: MessageId;
  readonly payload: unknown;
  /** A stable word to group by: a reason of the code table, or `poison`. */
  readonly cause: string;
  readonly error: string;
  readonly attempts: number;
  readonly orderId: OrderId | null;
  readonly sagaId: SagaId | null;
}

/** Keeps a message that was given up; once per message, the first time counts. */
export async function insertDeadLetter(tx: Tx, letter: NewDeadLetter): Promise<boolean> {
  const { rows } = await sql`
    insert into saga.dead_letters (id, queue, name, message_id, payload, cause, error, attempts, order_id, saga_id)
    values (${letter.id}, ${letter.queue}, ${letter.name}, ${letter.messageId}, ${JSON.stringify(letter.payload ?? null)}::jsonb,
      ${letter.cause}, ${letter.error.slice(0, 4_000)}, ${letter.attempts}, ${letter.orderId}, ${letter.sagaId})
    on conflict (message_id) do nothing returning id`.execute(tx);
  return rows.length > 0;
}
