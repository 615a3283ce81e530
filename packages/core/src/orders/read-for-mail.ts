import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { type MailOrderRow, selectForMail } from "./order-reads.sql.ts";

/** What a mail about an order needs to know. Amounts in minor units of `currency`. */
export type MailOrder = MailOrderRow;

/** Reads orders for the mails about them, in id order; at most as many as a saga batch. */
export async function readOrdersForMail(db: Db, orderIds: readonly OrderId[]): Promise<MailOrder[]> {
  return orderIds.length === 0 ? [] : selectForMail(db, orderIds);
}
