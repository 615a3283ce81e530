import { TAGS_MAX } from "@cartwright/contracts/order-notes";
import type { CustomerId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { fieldError } from "../../kernel/field-error.ts";
import { deleteTags, insertTags, selectTags } from "./customer-tags.sql.ts";
import { lockCustomers } from "./customers.sql.ts";

/**
 * Adds tags to a customer and removes others. Two people who change different tags both succeed, and the same again changes nothing.
 * Throws `not_found` and `invalid_input` (too many, and more than before).
 */
export async function changeCustomerTags(
  tx: Tx,
  customerId: CustomerId,
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): Promise<{ readonly before: readonly string[]; readonly after: readonly string[] }> {
  if ((await lockCustomers(tx, [customerId])).length === 0) throw new AppError("not_found");
  const before = await selectTags(tx, customerId);
  await deleteTags(tx, customerId, remove);
  await insertTags(tx, customerId, add);
  const after = await selectTags(tx, customerId);
  // A merge may have left more. They are removed one by one.
  if (after.length > TAGS_MAX && after.length > before.length) {
    throw fieldError("add", getTranslations("errorDetails")("customerTagsMax", { max: TAGS_MAX }));
  }
  return { before, after };
}
