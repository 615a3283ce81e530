import type { CreateProduct } from "@cartwright/contracts/catalog";
import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import type { Currency } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/**
 * The slugs that are the given one, alone or with a number. Until the transaction ends no other product is given a slug here, so
 * that what is free stays free.
 */
export async function selectTakenSlugs(tx: Tx, base: string): Promise<ReadonlySet<string>> {
  await sql`select pg_advisory_xact_lock(hashtext('catalog.slug'), hashtext(${base}))`.execute(tx);
  const { rows } = await sql<{ slug: string }>`
    select slug from catalog.products where slug = ${base} or (slug like ${`${base}-%`} and slug ~ '-[0-9]+$')`.execute(
    tx,
  );
  return new Set(rows.map(({ slug }) => slug));
}

export async function insertProduct(
  tx: Tx,
  product: Pick<CreateProduct, "title" | "vendor" | "productType" | "tags" | "status" | "categoryId" | "options"> & {
    readonly id: ProductId;
    readonly slug: string;
    readonly currency: Currency;
    /** Already safe HTML. */
    readonly description: string;
  },
): Promise<void> {
  const { id, slug, title, description, vendor, productType, tags, status, categoryId, currency, options } = product;
  await tx
    .insertInto("catalog.products")
    .values({
      id,
      slug,
      title,
      description,
      vendor: vendor ?? "",
      product_type: productType ?? "",
      tags: tags ?? [],
      status,
      category_id: categoryId ?? null,
      currency,
    })
    .execute();
  if (options.length > 0) {
    await tx
      .insertInto("catalog.product_options")
      .values(options.map((name, index) => ({ product_id: id, position: index + 1, name })))
      .execute();
  }
}

interface NewVariant {
  readonly id: VariantId;
  readonly variant: NonNullable<CreateProduct["variants"]>[number];
}

export async function insertVariants(
  tx: Tx,
  product: { readonly productId: ProductId; readonly currency: Currency; readonly options: readonly string[] },
  variants: readonly NewVariant[],
): Promise<void> {
  await tx
    .insertInto("catalog.variants")
    .values(
      variants.map(({ id, variant }, index) => ({
        id,
        product_id: product.productId,
        title: variant.options.join(" / "),
        options: [...variant.options],
        sku: variant.sku ?? null,
        barcode: variant.barcode ?? null,
        price_minor: variant.priceMinor,
        compare_at_minor: variant.compareAtMinor ?? null,
        currency: product.currency,
        weight_grams: variant.weightGrams ?? 0,
        position: index + 1,
      })),
    )
    .execute();
}
