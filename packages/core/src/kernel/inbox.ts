import type { Tx } from "@cartwright/db/transaction";

/**
 * Takes messages for a consumer, once: returns those that this consumer had not taken before. In the same transaction as
 * their effect, so a message that was delivered twice has its effect once.
 */
export async function takeFromInbox(tx: Tx, consumer: string, messageIds: readonly string[]): Promise<Set<string>> {
  if (messageIds.length === 0) return new Set();
  const taken = await tx
    .insertInto("saga.inbox")
    .values(messageIds.map((messageId) => ({ consumer, message_id: messageId })))
    .onConflict((conflict) => conflict.doNothing())
    .returning("message_id")
    .execute();
  return new Set(taken.map((row) => row.message_id));
}
