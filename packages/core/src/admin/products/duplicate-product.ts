import type { AdminProduct } from "@cartwright/contracts/admin-products";
import type { ProductId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { duplicateProduct } from "../../catalog/lifecycle/duplicate-product.ts";
import { toProductError } from "../../catalog/product-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { getProductForStaff } from "../get-product.ts";
import { auditOf, type PlainStaffAct } from "../staff-act.ts";

/** Duplicates a product as a draft, and audits it. Errors are those of {@link duplicateProduct}. Returns the new product. */
export async function duplicateProductAsStaff(
  deps: Pick<Deps, "db" | "nudgeRelay">,
  { productId: from }: { readonly productId: ProductId },
  act: PlainStaffAct,
): Promise<AdminProduct> {
  const productId = await inTransaction(deps.db, async (tx) => {
    const made = await duplicateProduct(tx, from);
    await appendAudit(tx, {
      ...auditOf(act),
      action: "products.duplicate",
      subject: { kind: "product", id: made.productId },
      after: { from, title: made.title, slug: made.slug, status: "draft" },
    });
    return made.productId;
  }).catch((error: unknown) => {
    throw toProductError(error);
  });
  deps.nudgeRelay();
  return getProductForStaff(deps.db, productId);
}
