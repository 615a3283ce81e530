import type { AdminCreateProduct, AdminProduct } from "@cartwright/contracts/admin-products";
import { createProduct } from "../catalog/create-product.ts";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { getProductForStaff } from "./get-product.ts";
import { auditOf, type PlainStaffAct } from "./staff-act.ts";

/** Creates a product that staff entered, and audits it. Errors are those of {@link createProduct}. Returns the product. */
export async function createProductAsStaff(
  deps: Deps,
  input: AdminCreateProduct,
  act: PlainStaffAct,
): Promise<AdminProduct> {
  const { productId } = await createProduct(deps, input, (tx, created) =>
    appendAudit(tx, {
      ...auditOf(act),
      action: "products.create",
      subject: { kind: "product", id: created.productId },
      after: { title: input.title, slug: created.slug, status: input.status, variants: input.variants?.length ?? 1 },
    }),
  );
  return getProductForStaff(deps.db, productId);
}
