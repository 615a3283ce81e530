import type { CreateProduct } from "@cartwright/contracts/catalog";
import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { readProductStock } from "../inventory/read-availability.ts";
import { setOnHand } from "../inventory/set-on-hand.ts";
import { setPolicies } from "../inventory/set-policies.ts";
import type { Deps } from "../kernel/deps.ts";
import { newId } from "../kernel/ids.ts";
import { fieldError } from "../kernel/field-error.ts";
import { appendToOutbox } from "../outbox/append-to-outbox.ts";
import { insertProduct, insertVariants } from "./create-product.sql.ts";
import { toProductError } from "./product-error.ts";
import { flagStock } from "./flag-stock.ts";
import { refreshListColumns } from "./refresh-list-columns.ts";
import { freeSlug } from "./slugs/free-slug.ts";
import { storedDescription } from "./stored-description.ts";

export interface CreatedProduct {
  readonly productId: ProductId;
  readonly slug: string;
}

/**
 * Creates a product with its variants and their stock, in the shop's currency. Its slug is its title in Latin letters, with a
 * number when that is taken. Errors: `invalid_input` (no such category; variants whose values do not fit the options, or with
 * the same values), `sku_taken`. Publishes `catalog.changed`. The caller has checked the permission; `also` audits it.
 */
export async function createProduct(
  deps: Deps,
  input: CreateProduct,
  also?: (tx: Tx, created: CreatedProduct) => Promise<void>,
): Promise<CreatedProduct> {
  checkVariants(input);
  const created = await inTransaction(deps.db, async (tx) => {
    const product = await create(tx, input);
    await also?.(tx, product);
    return product;
  }).catch((error: unknown) => {
    throw toProductError(error);
  });
  deps.nudgeRelay();
  return created;
}

/** Every variant has a value for each option, and no two have the same values. */
function checkVariants({ options, variants = [] }: CreateProduct): void {
  const t = getTranslations("fieldProblems");
  if (new Set(options.map((name) => name.toLowerCase())).size < options.length)
    throw fieldError("options", t("optionTwice"));
  const seen = new Set<string>();
  for (const [index, variant] of variants.entries()) {
    if (variant.options.length !== options.length)
      throw fieldError(`variants.${index}.options`, t("variantOptions", { count: options.length }));
    const values = JSON.stringify(variant.options);
    if (seen.has(values)) throw fieldError("variants", t("variantValues"));
    seen.add(values);
  }
  if (variants.length === 0 && options.length > 0)
    throw fieldError("variants", t("variantOptions", { count: options.length }));
}

async function create(tx: Tx, input: CreateProduct): Promise<CreatedProduct> {
  const productId = newId<ProductId>();
  const slug = await freeSlug(tx, input.title);
  const { description, variants = [{ options: [], priceMinor: 0 }] } = input;
  await insertProduct(tx, {
    ...input,
    id: productId,
    slug,
    currency: SHOP_CURRENCY,
    description: description === undefined ? "" : storedDescription(description),
  });
  const rows = variants.map((variant) => ({ id: newId<VariantId>(), variant }));
  await insertVariants(tx, { productId, currency: SHOP_CURRENCY, options: input.options }, rows);
  await setOnHand(
    tx,
    rows.map(({ id, variant }) => ({ productId, variantId: id, onHand: variant.onHand ?? 0 })),
    { reason: "initial" },
  );
  // Codes don't run out, unless a number of them was asked for.
  const endless = rows.filter(({ variant }) => input.giftCard === true && variant.onHand === undefined);
  const policies = endless.map(({ id }) => ({ productId, variantId: id, policy: "untracked" as const }));
  await setPolicies(tx, policies, { reason: "initial" });
  await refreshListColumns(tx, [productId]);
  const stock = await readProductStock(tx, [productId]);
  await flagStock(
    tx,
    [productId],
    stock.filter((row) => row.available > 0).map((row) => row.variantId),
  );
  await appendToOutbox(tx, [
    { name: "catalog.changed", key: "catalog", payload: { productIds: [productId], slugs: [slug], lists: true } },
  ]);
  return { productId, slug };
}
