import type { AdminProduct, AdminSaveProduct } from "@cartwright/contracts/admin-products";
import { saveProduct } from "../catalog/save-product.ts";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { getProductForStaff } from "./get-product.ts";
import { productChanges } from "./product-changes.ts";
import { auditOf, type PlainStaffAct } from "./staff-act.ts";

/**
 * Saves what staff changed of a product and audits what it was and is. Errors are those of {@link saveProduct}. Answers
 * the product as it stands then.
 */
export async function saveProductFromDesk(
  deps: Deps,
  input: AdminSaveProduct,
  act: PlainStaffAct,
): Promise<AdminProduct> {
  // What was read here is what is changed: the save takes effect on this version only.
  const product = await getProductForStaff(deps.db, input.productId);
  await saveProduct(deps, input, (tx) =>
    appendAudit(tx, {
      ...auditOf(act),
      ...productChanges(product, input),
      action: "products.save",
      subject: { kind: "product", id: input.productId },
    }),
  );
  return getProductForStaff(deps.db, input.productId);
}
