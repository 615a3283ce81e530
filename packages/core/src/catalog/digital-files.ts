import { FILES_MAX } from "@cartwright/contracts/downloads";
import type { ProductId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { newId } from "../kernel/ids.ts";
import { lockProducts } from "./products.sql.ts";
import {
  countFiles,
  deleteFiles,
  insertFile,
  type DigitalFileRow,
  selectFiles,
  updateFileReady,
  updateFileRemoved,
} from "./digital-files.sql.ts";

export type { DigitalFileRow } from "./digital-files.sql.ts";

/**
 * Announces a file of a product before its bytes are written under the key. Without {@link completeFile} after it, it is
 * swept a day later. Throws `not_found`, and `invalid_input` when the product has 20 files.
 */
export async function expectFile(
  db: Db,
  file: { readonly productId: ProductId; readonly storageKey: string; readonly name: string },
): Promise<string> {
  return inTransaction(db, async (tx) => {
    const [product] = await lockProducts(tx, [file.productId]);
    if (!product) throw new AppError("not_found");
    if ((await countFiles(tx, file.productId)) >= FILES_MAX) {
      throw new AppError("invalid_input", { message: getTranslations("errorDetails")("filesMax", { max: FILES_MAX }) });
    }
    const id = newId();
    await insertFile(tx, { id, ...file });
    return id;
  });
}

/** The file is whole. */
export async function completeFile(tx: Tx, file: { readonly id: string; readonly bytes: number }): Promise<void> {
  if (!(await updateFileReady(tx, file))) throw new AppError("not_found");
}

/** Takes a file from a product. Whoever has bought it keeps it. False when the product has no such file. */
export async function removeFile(
  tx: Tx,
  file: { readonly productId: ProductId; readonly id: string },
): Promise<boolean> {
  return updateFileRemoved(tx, file);
}

/** The files of some products, in the order in which they were added. */
export async function readDigitalFiles(
  db: Db,
  productIds: readonly ProductId[],
): Promise<Map<ProductId, DigitalFileRow[]>> {
  const rows = productIds.length === 0 ? [] : await selectFiles(db, productIds);
  return Map.groupBy(rows, (row) => row.productId);
}

/** Forgets files whose bytes were deleted. */
export async function forgetFiles(db: Db, storageKeys: readonly string[]): Promise<void> {
  await deleteFiles(db, storageKeys);
}
