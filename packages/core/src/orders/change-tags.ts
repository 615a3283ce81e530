import { TAGS_MAX } from "@cartwright/contracts/order-notes";
import type { OrderId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { fieldError } from "../kernel/field-error.ts";
import { deleteTags, insertTags, selectTags } from "./order-tags.sql.ts";
import { lockOrders, updateSearch } from "./orders.sql.ts";

export interface ChangedTags {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * Adds tags to an order and removes others. Two people who change different tags both succeed, and the same again changes
 * nothing. Throws `not_found` and `invalid_input` (too many).
 */
export async function changeTags(
  tx: Tx,
  orderId: OrderId,
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): Promise<ChangedTags> {
  if (!(await lockOrders(tx, [orderId])).has(orderId)) throw new AppError("not_found");
  const before = await selectTags(tx, orderId);
  await deleteTags(tx, orderId, remove);
  await insertTags(tx, orderId, add);
  const after = await selectTags(tx, orderId);
  if (after.length > TAGS_MAX) {
    throw fieldError("add", getTranslations("errorDetails")("tagsMax", { max: TAGS_MAX }));
  }
  if (before.join() !== after.join()) await updateSearch(tx, [orderId]);
  return { before, after };
}
