import type { ArrangePictures } from "@cartwright/contracts/admin-products";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { appendToOutbox } from "../outbox/append-to-outbox.ts";
import { bumpProduct, deletePictures, lockForPictures, updatePictures } from "./pictures.sql.ts";

/**
 * Reorders a product's pictures and sets their alternative texts; pictures that are not named are removed (their files a
 * day later). Applies only if the product is unchanged since it was read (`stale_write`). Throws `not_found` for a missing
 * product or a picture that is not its own, and `invalid_input` for one that is named twice. Publishes `catalog.changed`.
 * `also` audits it.
 */
export async function arrangePictures(
  deps: Deps,
  { productId, version, pictures }: ArrangePictures,
  also: (tx: Tx, removed: readonly string[]) => Promise<void>,
): Promise<void> {
  const named = new Set(pictures.map((picture) => picture.id));
  if (named.size !== pictures.length)
    throw new AppError("invalid_input", { message: getTranslations("errorDetails")("pictureTwice") });
  await inTransaction(deps.db, async (tx) => {
    const product = await lockForPictures(tx, productId);
    if (!product) throw new AppError("not_found");
    if (product.version !== version) throw new AppError("stale_write");
    const own = new Set(product.pictureIds);
    if (pictures.some((picture) => !own.has(picture.id))) throw new AppError("not_found");
    const removed = product.pictureIds.filter((id) => !named.has(id));
    await deletePictures(tx, removed);
    await updatePictures(tx, pictures);
    await bumpProduct(tx, productId);
    await appendToOutbox(tx, [
      {
        name: "catalog.changed",
        key: "catalog",
        payload: { productIds: [productId], slugs: [product.slug], lists: true },
      },
    ]);
    await also(tx, removed);
  });
  deps.nudgeRelay();
}
