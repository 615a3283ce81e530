import type { CreateProduct } from "@cartwright/contracts/catalog";
import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import type { Currency } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";

export async function insertProduct(
  tx: Tx,
  product: Pick<
    CreateProduct,
    "title" | "vendor" | "productType" | "tags" | "status" | "categoryId" | "giftCard" | "options"
  > & {
    readonly id: ProductId;
    readonly slug: string;
    readonly currency: Currency;
    /** Already safe HTML. */
    readonly description: string;
  },
): Promise<void> {
  const { id, slug, title, description, vendor, productType, tags, status, categoryId, giftCard, currency, options } =
    product;
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
      gift_card: giftCard ?? false,
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
