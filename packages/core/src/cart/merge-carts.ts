import { CART_LINES_MAX, LINE_QUANTITY_MAX } from "@cartwright/contracts/cart";
import type { UserId } from "@cartwright/contracts/ids";
import { inTransaction, violatedConstraint } from "@cartwright/db/transaction";
import pRetry from "p-retry";
import type { Deps } from "../kernel/deps.ts";
import { giveCart, lockForMerge, mergeLines } from "./cart.sql.ts";

const RETRIES_MAX = 2;

/**
 * Merges a guest's cart when they log in. The rule (decision 3): a member without a cart gets the guest's as it is;
 * otherwise quantities of the same variant are summed, to 999 at most, other lines are added in their order until the cart
 * holds 100, and the price last shown counts. Stock is not checked: the cart shows a shortage as a problem. Without a
 * guest's cart nothing happens, so calling it twice is harmless. Returns whether there was one.
 */
export async function mergeGuestCart(
  deps: Pick<Deps, "db">,
  person: { readonly guestHash: Buffer; readonly userId: UserId },
): Promise<boolean> {
  return pRetry(() => mergeOnce(deps, person), {
    retries: RETRIES_MAX,
    minTimeout: 0,
    // Another tab opened the member's cart between our read and our write. Now both carts are visible.
    shouldRetry: ({ error }) => violatedConstraint(error) === "carts_open_of_user",
  });
}

async function mergeOnce(
  deps: Pick<Deps, "db">,
  person: { readonly guestHash: Buffer; readonly userId: UserId },
): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    const { guest, member } = await lockForMerge(tx, person.guestHash, person.userId);
    if (!guest) return false;
    if (member) {
      const limits = { linesMax: CART_LINES_MAX, quantityMax: LINE_QUANTITY_MAX };
      await mergeLines(tx, { from: guest, into: member }, limits);
    } else {
      await giveCart(tx, guest, person.userId);
    }
    return true;
  });
}
