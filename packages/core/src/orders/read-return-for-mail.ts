import type { Db } from "@cartwright/db/client";
import { type MailReturnRow, selectReturnForMail } from "./returns.sql.ts";

/** A return as the mails about it show it. */
export type MailReturn = MailReturnRow;

export async function readReturnForMail(db: Db, returnId: string): Promise<MailReturn | null> {
  return selectReturnForMail(db, returnId);
}
