import type { AdminProduct } from "@cartwright/contracts/admin-products";
import type { ProductId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { toPicture } from "../catalog/picture.ts";
import { readDigitalFiles } from "../catalog/digital-files.ts";
import { AppError } from "../kernel/app-error.ts";
import { selectAdminProduct } from "./products.sql.ts";

/** One product of any status for its page in the back office. Throws `not_found`. */
export async function getProductForStaff(db: Db, productId: ProductId): Promise<AdminProduct> {
  const [row, files] = await Promise.all([selectAdminProduct(db, productId), readDigitalFiles(db, [productId])]);
  if (!row) throw new AppError("not_found");
  return {
    id: row.id,
    slug: row.slug,
    version: row.version,
    title: row.title,
    description: row.description,
    vendor: row.vendor,
    seoTitle: row.seo_title,
    seoDescription: row.seo_description,
    oldSlugs: [...row.old_slugs],
    status: row.status,
    publishAt: row.publish_at?.toISOString() ?? null,
    categoryId: row.category_id,
    currency: row.currency,
    giftCard: row.gift_card,
    options: [...row.options],
    variants: row.variants.map((variant) => ({ ...variant, options: [...variant.options] })),
    pictures: row.pictures.map(({ id, alt, sourceUrl, ...picture }) => ({
      id,
      alt,
      sourceUrl,
      image: toPicture({ alt, ...picture }),
    })),
    files: (files.get(productId) ?? []).map(({ id, name, bytes, createdAt }) => {
      return { id, name, bytes, createdAt: createdAt.toISOString() };
    }),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
