import type { Tx } from "@cartwright/db/transaction";
import { deleteMailsTo } from "./mails.sql.ts";

/** Deletes the mails about a person's account. Mails about orders stay with their orders. */
export async function forgetMails(tx: Tx, recipient: string): Promise<void> {
  await deleteMailsTo(tx, recipient);
}
