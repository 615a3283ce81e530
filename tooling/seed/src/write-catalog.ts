import type { CategoryId } from "@cartwright/contracts/ids";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import { refreshListColumns } from "@cartwright/core/catalog/refresh-list-columns";
import { newId } from "@cartwright/core/kernel/ids";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { coverKey } from "./art/shop-pictures.ts";
import { GROUNDS } from "./art/palette.ts";
import { CATEGORIES, type CategoryPlan } from "./categories.ts";
import { inChunks } from "./in-chunks.ts";
import type { ShopProduct } from "./shop-range.ts";

/** Writes the departments and the range. Stock is written afterwards, when it is known what the orders took. */
export async function writeCatalog(tx: Tx, products: readonly ShopProduct[]): Promise<void> {
  const categoryIds = await writeCategories(tx);
  await inChunks(products, 200, async (chunk) => {
    await tx
      .insertInto("catalog.products")
      .values(
        chunk.map(({ id, plan, ageDays, variants }) => ({
          id,
          slug: plan.slug,
          title: plan.title,
          description: plan.copy.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join(""),
          vendor: plan.vendor,
          product_type: plan.kind,
          tags: [...plan.tags],
          category_id: categoryIds.get(plan.category) ?? null,
          currency: SHOP_CURRENCY,
          in_stock: variants.some((variant) => variant.available > 0),
          featured: plan.featured ?? null,
          created_at: sql<Date>`now() - ${ageDays} * interval '1 day'`,
          updated_at: sql<Date>`now() - ${ageDays} * interval '1 day'`,
        })),
      )
      .execute();
    await writeParts(tx, chunk);
    await refreshListColumns(
      tx,
      chunk.map((product) => product.id),
    );
  });
}

async function writeParts(tx: Tx, products: readonly ShopProduct[]): Promise<void> {
  const options = products.flatMap(({ id, optionNames }) =>
    optionNames.map((name, index) => ({ product_id: id, position: index + 1, name })),
  );
  const images = products.flatMap((product) =>
    product.images.map(({ id, picture: { key, alt, width, height, ground } }, index) => ({
      id,
      product_id: product.id,
      key,
      alt,
      width,
      height,
      tint: GROUNDS[ground].base,
      position: index + 1,
    })),
  );
  const variants = products.flatMap((product) =>
    product.variants.map((variant, index) => ({
      id: variant.id,
      product_id: product.id,
      sku: variant.sku,
      title: variant.title,
      options: [...variant.options],
      price_minor: variant.priceMinor,
      compare_at_minor: variant.compareAtMinor,
      currency: SHOP_CURRENCY,
      weight_grams: product.plan.grams,
      position: index + 1,
      image_id: variant.imageId,
    })),
  );
  await inChunks(options, 500, (chunk) =>
    tx
      .insertInto("catalog.product_options")
      .values([...chunk])
      .execute(),
  );
  await inChunks(images, 500, (chunk) =>
    tx
      .insertInto("catalog.images")
      .values([...chunk])
      .execute(),
  );
  await inChunks(variants, 500, (chunk) =>
    tx
      .insertInto("catalog.variants")
      .values([...chunk])
      .execute(),
  );
}

/** Writes the tree, parents first; returns ids by slug. */
async function writeCategories(tx: Tx): Promise<Map<string, CategoryId>> {
  const ids = new Map<string, CategoryId>();
  const write = async (level: readonly CategoryPlan[], parentId: CategoryId | null): Promise<void> => {
    for (const [index, category] of level.entries()) {
      const id = newId<CategoryId>();
      ids.set(category.slug, id);
      await tx
        .insertInto("catalog.categories")
        .values({
          id,
          parent_id: parentId,
          slug: category.slug,
          title: category.title,
          description: category.description,
          image_key: coverKey(category.slug),
          position: index + 1,
        })
        .execute();
      await write(category.children ?? [], id);
    }
  };
  await write(CATEGORIES, null);
  return ids;
}

const escapeHtml = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
