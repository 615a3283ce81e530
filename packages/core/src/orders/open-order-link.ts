import { RANDOM_SECRET } from "@cartwright/contracts/random-secret";
import type { OrderNumber } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { holdOrder } from "./contact.sql.ts";
import type { Deps } from "../kernel/deps.ts";
import { AppError } from "../kernel/app-error.ts";
import { hashSecret } from "../kernel/ids.ts";
import { insertLinkGrant, type LinkHolder, selectLinkedOrder } from "./order-links.sql.ts";

/**
 * Lets whoever followed an order's mailed link see the order from now on, so that the key is needed only once: a member by
 * their account, a guest by their cookie. Throws `not_found` for a key that is wrong, expired or revoked, and for a missing
 * order. Idempotent.
 */
export async function openOrderLink(
  deps: Pick<Deps, "db">,
  holder: LinkHolder,
  link: { readonly number: OrderNumber; readonly key: string },
): Promise<void> {
  const { number, key } = link;
  if (!RANDOM_SECRET.test(key)) throw new AppError("not_found");
  await inTransaction(deps.db, async (tx) => {
    // A change of the order's email ends its links and grants under the order's lock: no grant is made meanwhile.
    await holdOrder(tx, number);
    const orderId = await selectLinkedOrder(tx, { number, keyHash: hashSecret(key) });
    if (!orderId) throw new AppError("not_found");
    await insertLinkGrant(tx, orderId, holder);
  });
}
