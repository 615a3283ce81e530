import { CART_LINES_MAX, LINE_QUANTITY_MAX } from "@cartwright/contracts/cart";
import type { UserId } from "@cartwright/contracts/ids";
import { isSameAddress } from "@cartwright/contracts/mailbox";
import { inTransaction, violatedConstraint } from "@cartwright/db/transaction";
import pRetry from "p-retry";
import type { Deps } from "../kernel/deps.ts";
import { isOnlyPlace } from "./choose-destination.ts";
import { getCheckoutDraft } from "./checkout-draft.ts";
import { deleteDraft } from "./checkout-drafts.sql.ts";
import { giveCart, lockForMerge, mergeLines } from "./cart.sql.ts";

const RETRIES_MAX = 2;

/** A guest who has logged in, and their account. */
export interface GuestAndMember {
  readonly guestHash: Buffer;
  readonly userId: UserId;
  /** The account's address. */
  readonly email?: string;
}

/**
 * Merges a guest's cart when they log in. The rule (decision 3): a member without a cart gets the guest's as it is;
 * otherwise quantities of the same variant are summed, to 999 at most, other lines are added in their order until the cart
 * holds 100, and the price last shown counts. Stock is not checked: the cart shows a shortage as a problem. Without a
 * guest's cart nothing happens, so calling it twice is harmless. Returns whether there was one.
 *
 * What was entered at the checkout goes along only if it names `email`, the member's own address, or nothing but a place: at a shared computer it may
 * be the name and the address of whoever was there before.
 */
export async function mergeGuestCart(deps: Pick<Deps, "db">, person: GuestAndMember): Promise<boolean> {
  return pRetry(() => mergeOnce(deps, person), {
    retries: RETRIES_MAX,
    minTimeout: 0,
    // Another tab opened the member's cart between our read and our write. Now both carts are visible.
    shouldRetry: ({ error }) => violatedConstraint(error) === "carts_open_of_user",
  });
}

async function mergeOnce(deps: Pick<Deps, "db">, person: GuestAndMember): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    const { guest, member } = await lockForMerge(tx, person.guestHash, person.userId);
    if (!guest) return false;
    const draft = await getCheckoutDraft({ db: tx }, { kind: "guest", guestHash: person.guestHash });
    const isOwn = person.email !== undefined && isSameAddress(draft?.email ?? "", person.email);
    if (draft && !isOwn && !isOnlyPlace(draft)) await deleteDraft(tx, { guestHash: person.guestHash });
    if (member) {
      const limits = { linesMax: CART_LINES_MAX, quantityMax: LINE_QUANTITY_MAX };
      await mergeLines(tx, { from: guest, into: member }, limits);
    } else {
      await giveCart(tx, guest, person.userId);
    }
    return true;
  });
}
