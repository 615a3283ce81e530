import { PICTURES_MAX } from "@cartwright/contracts/picture-upload";
import type { ProductId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { newId } from "../kernel/ids.ts";
import { appendToOutbox } from "../outbox/append-to-outbox.ts";
import {
  bumpProduct,
  deleteLooseKeys,
  insertLooseKey,
  insertPicture,
  lockForPictures,
  type StoredPicture,
} from "./pictures.sql.ts";

export type { StoredPicture } from "./pictures.sql.ts";

/**
 * Announces that files are about to be written under a key. Without {@link addPicture} after it they are deleted a day
 * later.
 */
export async function expectPicture(db: Db, key: string): Promise<void> {
  await insertLooseKey(db, key);
}

/**
 * Adds a picture whose files are stored to the end of a product's gallery, with the product's title as its alternative
 * text. Publishes `catalog.changed`. Throws `not_found`, and `invalid_input` when the gallery is full. The caller has
 * checked the permission; `also` audits it.
 */
export async function addPicture(
  deps: Deps,
  { productId, picture }: { readonly productId: ProductId; readonly picture: StoredPicture },
  also: (tx: Tx) => Promise<void>,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const product = await lockForPictures(tx, productId);
    if (!product) throw new AppError("not_found");
    if (product.pictureIds.length >= PICTURES_MAX) {
      throw new AppError("invalid_input", {
        message: getTranslations("errorDetails")("picturesMax", { max: PICTURES_MAX }),
      });
    }
    await insertPicture(tx, productId, { id: newId(), alt: "", ...picture });
    await deleteLooseKeys(tx, [picture.key]);
    await bumpProduct(tx, productId);
    await appendToOutbox(tx, [
      {
        name: "catalog.changed",
        key: "catalog",
        payload: { productIds: [productId], slugs: [product.slug], lists: true },
      },
    ]);
    await also(tx);
  });
  deps.nudgeRelay();
}
