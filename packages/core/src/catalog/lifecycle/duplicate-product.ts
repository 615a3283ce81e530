import { PRODUCT_TITLE_MAX } from "@cartwright/contracts/catalog";
import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { readOnHand } from "../../inventory/read-on-hand.ts";
import { setOnHand } from "../../inventory/set-on-hand.ts";
import { setPolicies } from "../../inventory/set-policies.ts";
import { AppError } from "../../kernel/app-error.ts";
import { newId } from "../../kernel/ids.ts";
import { appendToOutbox } from "../../outbox/append-to-outbox.ts";
import { refreshListColumns } from "../refresh-list-columns.ts";
import { freeSlug } from "../slugs/free-slug.ts";
import { copyPictures, copyVariants, insertCopy, lockOriginal } from "./copy.sql.ts";

export interface DuplicatedProduct {
  readonly productId: ProductId;
  readonly slug: string;
  readonly title: string;
}

/** "Copy of" the title, cut where it would be too long, and never within a character. */
function titleOfCopy(title: string): string {
  const full = getTranslations("adminProducts")("copyOf", { title });
  return full.slice(0, PRODUCT_TITLE_MAX).replace(/[\uD800-\uDBFF]$/, "");
}

const withNewIds = <Id extends string>(ids: readonly Id[]) => ids.map((from) => ({ from, to: newId<Id>() }));

/**
 * Duplicates a product of any status as a draft: its copy, options, pictures, variants with their prices and stock policies. It has a
 * slug of its own, no SKUs or barcodes, no stock, no files to download and no place in collections by hand. Throws `not_found`.
 * Publishes `catalog.changed`. The caller audits it.
 */
export async function duplicateProduct(tx: Tx, from: ProductId): Promise<DuplicatedProduct> {
  const original = await lockOriginal(tx, from);
  if (!original) throw new AppError("not_found");
  const productId = newId<ProductId>();
  const title = titleOfCopy(original.title);
  const slug = await freeSlug(tx, title);
  const pictures = withNewIds(original.pictureIds);
  const variants = withNewIds(original.variantIds);
  await insertCopy(tx, { from, id: productId, slug, title });
  await copyPictures(tx, productId, pictures);
  await copyVariants(tx, productId, { variants, pictures });
  await stock(tx, productId, variants);
  await refreshListColumns(tx, [productId]);
  await appendToOutbox(tx, [
    { name: "catalog.changed", key: "catalog", payload: { productIds: [productId], slugs: [slug], lists: true } },
  ]);
  return { productId, slug, title };
}

/** None of it is on hand; what was sold without a count stays so. */
async function stock(
  tx: Tx,
  productId: ProductId,
  variants: readonly { readonly from: VariantId; readonly to: VariantId }[],
): Promise<void> {
  await setOnHand(
    tx,
    variants.map(({ to }) => ({ productId, variantId: to, onHand: 0 })),
    { reason: "initial" },
  );
  const originals = await readOnHand(
    tx,
    variants.map(({ from }) => from),
  );
  const policies = variants.flatMap(({ from, to }) => {
    const original = originals.get(from);
    if (!original || original.policy === "tracked") return [];
    const { policy, backorderDays } = original;
    return [{ productId, variantId: to, policy, backorderDays }];
  });
  await setPolicies(tx, policies, { reason: "initial" });
}
