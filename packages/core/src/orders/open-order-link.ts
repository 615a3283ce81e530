import type { OrderNumber } from "@cartwright/contracts/ids";
import { AppError } from "../kernel/app-error.ts";
import type { OrderReadDeps } from "./get-order.ts";
import { isOrderKey } from "./order-link.ts";
import { insertLinkGrant, selectOrderId } from "./order-reads.sql.ts";

/**
 * Lets the browser that followed an order's mailed link see the order from now on, by its guest cookie, so that the key is
 * needed only once. Throws `not_found` for a wrong key or a missing order. Idempotent.
 */
export async function openOrderLink(
  deps: OrderReadDeps,
  guestHash: Buffer,
  link: { readonly number: OrderNumber; readonly key: string },
): Promise<void> {
  const fits = isOrderKey(deps.settings.linkSecrets, link.number, link.key);
  const orderId = fits ? await selectOrderId(deps.db, link.number, { kind: "anyone" }) : null;
  if (!orderId) throw new AppError("not_found");
  await insertLinkGrant(deps.db, orderId, guestHash);
}
