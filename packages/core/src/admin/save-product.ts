import type { AdminProduct, AdminSaveProduct } from "@cartwright/contracts/admin-products";
import { saveProduct } from "../catalog/save-product.ts";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { getProductForStaff } from "./get-product.ts";
import { productChanges } from "./product-changes.ts";
import { auditOf, type PlainStaffAct } from "./staff-act.ts";

/**
 * Saves the changes that staff made to a product and audits them. Errors are those of {@link saveProduct}. Returns the
 * product.
 */
export async function saveProductAsStaff(
  deps: Deps,
  input: AdminSaveProduct,
  act: PlainStaffAct,
): Promise<AdminProduct> {
  // The save applies to the version that was read here, and to no other.
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
