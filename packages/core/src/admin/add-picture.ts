import type { AdminProduct } from "@cartwright/contracts/admin-products";
import type { ProductId } from "@cartwright/contracts/ids";
import { addPicture, type StoredPicture } from "../catalog/add-picture.ts";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { getProductForStaff } from "./get-product.ts";
import { auditOf, type PlainStaffAct } from "./staff-act.ts";

/** Adds an uploaded picture to a product and audits it. Errors are those of {@link addPicture}. Returns the product. */
export async function addPictureAsStaff(
  deps: Deps,
  { productId, picture }: { readonly productId: ProductId; readonly picture: StoredPicture },
  act: PlainStaffAct,
): Promise<AdminProduct> {
  await addPicture(deps, { productId, picture }, (tx) =>
    appendAudit(tx, {
      ...auditOf(act),
      action: "products.add_picture",
      subject: { kind: "product", id: productId },
      after: { key: picture.key, width: picture.width, height: picture.height },
    }),
  );
  return getProductForStaff(deps.db, productId);
}
