import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { selectLinksRevoked } from "./order-links.sql.ts";

/** Whether staff have revoked the mailed links of an order. It gets no new ones. */
export async function areLinksRevoked(db: Db, orderId: OrderId): Promise<boolean> {
  return selectLinksRevoked(db, orderId);
}
