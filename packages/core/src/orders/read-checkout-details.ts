import type { CheckoutDraft } from "@cartwright/contracts/checkout";
import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { selectCheckoutDetails } from "./order-reads.sql.ts";

/** What the shoppers entered to place these orders, for another attempt. */
export async function readCheckoutDetails(
  tx: Tx,
  orderIds: readonly OrderId[],
): Promise<ReadonlyMap<OrderId, CheckoutDraft>> {
  const rows = await selectCheckoutDetails(tx, orderIds);
  return new Map(
    rows.map(({ id, email, shippingAddress, shippingMethodId, promotionCode }) => [
      id,
      {
        email,
        ...(shippingAddress === null ? {} : { shippingAddress }),
        ...(shippingMethodId === null ? {} : { shippingMethodId }),
        ...(promotionCode === null ? {} : { promotionCode }),
      },
    ]),
  );
}
