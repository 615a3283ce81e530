import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { type MailOrderRow, selectForMail } from "./order-reads.sql.ts";

/** The data of a mail about an order. Amounts in minor units of `currency`. */
export type MailOrder = MailOrderRow;

/** Reads orders for the mails about them, by ascending id, at most as many as a saga batch. */
export async function readOrdersForMail(db: Db, orderIds: readonly OrderId[]): Promise<MailOrder[]> {
  return orderIds.length === 0 ? [] : selectForMail(db, orderIds);
}
