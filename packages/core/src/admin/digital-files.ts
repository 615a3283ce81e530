import type { AdminProduct } from "@cartwright/contracts/admin-products";
import type { ProductId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { completeFile, removeFile } from "../catalog/digital-files.ts";
import { appendAudit } from "../kernel/append-audit.ts";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { getProductForStaff } from "./get-product.ts";
import { auditOf, type PlainStaffAct } from "./staff-act.ts";

interface Uploaded {
  readonly productId: ProductId;
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
}

/** Adds a file whose bytes are stored to a product, and audits it. Orders that are confirmed from now on can download it. */
export async function addFileAsStaff(deps: Deps, file: Uploaded, act: PlainStaffAct): Promise<AdminProduct> {
  const { productId, id, name, bytes } = file;
  await inTransaction(deps.db, async (tx) => {
    await completeFile(tx, { id, bytes });
    await appendAudit(tx, {
      ...auditOf(act),
      action: "products.add_file",
      subject: { kind: "product", id: productId },
      after: { file: id, name, bytes },
    });
  });
  return getProductForStaff(deps.db, productId);
}

/** Takes a file from a product, and audits it. Earlier orders keep it. Throws `not_found`. */
export async function removeFileAsStaff(
  deps: Deps,
  { productId, fileId }: { readonly productId: ProductId; readonly fileId: string },
  act: PlainStaffAct,
): Promise<AdminProduct> {
  await inTransaction(deps.db, async (tx) => {
    if (!(await removeFile(tx, { productId, id: fileId }))) throw new AppError("not_found");
    await appendAudit(tx, {
      ...auditOf(act),
      action: "products.remove_file",
      subject: { kind: "product", id: productId },
      before: { file: fileId },
    });
  });
  return getProductForStaff(deps.db, productId);
}
