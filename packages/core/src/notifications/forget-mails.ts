import type { Tx } from "@cartwright/db/transaction";
import { deleteMailsTo } from "./mails.sql.ts";

/** Forgets what was written to somebody about his account. Mails about orders stay with their orders. */
export async function forgetMails(tx: Tx, recipient: string): Promise<void> {
  await deleteMailsTo(tx, recipient);
}
