import type { AdminProduct, ArrangePictures } from "@cartwright/contracts/admin-products";
import { arrangePictures } from "../catalog/arrange-pictures.ts";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { getProductForStaff } from "./get-product.ts";
import { auditOf, type PlainStaffAct } from "./staff-act.ts";

/** Reorders, describes and removes pictures of a product and audits it. Errors are those of {@link arrangePictures}. */
export async function arrangePicturesAsStaff(
  deps: Deps,
  input: ArrangePictures,
  act: PlainStaffAct,
): Promise<AdminProduct> {
  const { pictures: before } = await getProductForStaff(deps.db, input.productId);
  await arrangePictures(deps, input, (tx, removed) =>
    appendAudit(tx, {
      ...auditOf(act),
      action: "products.arrange_pictures",
      subject: { kind: "product", id: input.productId },
      before: { pictures: before.map(({ id, alt }) => ({ id, alt })) },
      after: { pictures: input.pictures, removed },
    }),
  );
  return getProductForStaff(deps.db, input.productId);
}
