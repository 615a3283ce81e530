import type { SaveProduct } from "@cartwright/contracts/catalog";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { readProductStock } from "../inventory/read-availability.ts";
import { OLD_SLUGS_MAX } from "@cartwright/contracts/catalog";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { fieldError } from "../kernel/field-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { appendToOutbox } from "../outbox/append-to-outbox.ts";
import { toProductError } from "./product-error.ts";
import { flagStock } from "./flag-stock.ts";
import { refreshListColumns } from "./refresh-list-columns.ts";
import { productExists, type SavedVariant, updateProduct, updateProductVariants } from "./save-product.sql.ts";
import { hasTooManySlugs } from "./slugs/slugs.sql.ts";
import { tellPages } from "./slugs/tell-pages.ts";
import { storedDescription } from "./stored-description.ts";

/**
 * Changes a product's copy, slug, status and category, and its variants' prices, SKUs and weights. Applies only if the product is
 * unchanged since it was read (`stale_write`). Errors: `not_found` (the product, or a variant that is not its own),
 * `sku_taken`, `invalid_input` (no such category; two variants for sale with the same values; a slug that is or was another
 * product's, or one too many). Old slugs lead to the new one. Publishes `catalog.changed`,
 * and `price.changed` for changed prices. Returns the new version. The caller has checked the permission; `also` audits it.
 */
export async function saveProduct(
  deps: Deps,
  input: SaveProduct,
  also?: (tx: Tx) => Promise<void>,
): Promise<{ readonly version: number }> {
  const saved = await inTransaction(deps.db, async (tx) => {
    const result = await save(tx, input);
    await also?.(tx);
    return result;
  }).catch((error: unknown) => {
    throw toProductError(error);
  });
  deps.nudgeRelay();
  return saved;
}

async function save(tx: Tx, input: SaveProduct): Promise<{ readonly version: number }> {
  const { productId, description } = input;
  const product = await updateProduct(tx, {
    ...input,
    ...(description === undefined ? {} : { description: storedDescription(description) }),
  });
  if (!product) throw new AppError((await productExists(tx, productId)) ? "stale_write" : "not_found");
  if (input.slug !== undefined && (await hasTooManySlugs(tx, productId)))
    throw fieldError("slug", getTranslations("fieldProblems")("slugsMax", { max: OLD_SLUGS_MAX }));
  const variants = input.variants ?? [];
  const changed = variants.length === 0 ? [] : await updateProductVariants(tx, productId, variants);
  if (changed.length !== new Set(variants.map((variant) => variant.id)).size) throw new AppError("not_found");
  await refreshListColumns(tx, [productId]);
  const stock = await readProductStock(tx, [productId]);
  const available = stock.filter((row) => row.available > 0).map((row) => row.variantId);
  await flagStock(tx, [productId], available);
  await tellPages(tx, [productId]);
  await announcePrices(tx, productId, changed);
  return { version: product.version };
}

async function announcePrices(
  tx: Tx,
  productId: SaveProduct["productId"],
  changed: readonly SavedVariant[],
): Promise<void> {
  const variants = changed
    .filter((variant) => variant.priceChanged)
    .map(({ id, priceMinor, currency }) => ({ productId, variantId: id, priceMinor, currency }));
  if (variants.length > 0) await appendToOutbox(tx, [{ name: "price.changed", key: productId, payload: { variants } }]);
}
