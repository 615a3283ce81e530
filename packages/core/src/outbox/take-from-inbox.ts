import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/**
 * Takes messages for a consumer, once: returns those that this consumer has not taken before. It runs in the transaction of
 * their effect, so a message that is delivered twice takes effect once.
 */
export async function takeFromInbox(tx: Tx, consumer: string, messageIds: readonly string[]): Promise<Set<string>> {
  if (messageIds.length === 0) return new Set();
  const { rows } = await sql<{ message_id: string }>`
    insert into saga.inbox (consumer, message_id) select ${consumer}, id from unnest(${messageIds}::uuid[]) as id
    on conflict do nothing returning message_id`.execute(tx);
  return new Set(rows.map((row) => row.message_id));
}
