import type { CategoryId, ProductId, VariantId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { inTransaction } from "@cartwright/db/transaction";
import { newId } from "../../kernel/ids.ts";
import { updateListColumns } from "../products.sql.ts";
import { insertWords } from "../words.sql.ts";

/** Adds a category for a test. */
export async function insertCategory(
  db: Db,
  category: { readonly slug: string; readonly title: string; readonly parentId?: CategoryId },
): Promise<CategoryId> {
  const id = newId<CategoryId>();
  await db
    .insertInto("catalog.categories")
    .values({ id, slug: category.slug, title: category.title, parent_id: category.parentId ?? null })
    .execute();
  return id;
}

export interface CatalogFixture {
  readonly title: string;
  readonly slug?: string;
  readonly description?: string;
  readonly categoryId?: CategoryId;
  readonly status?: "draft" | "active" | "archived";
  readonly priceMinor?: number;
  readonly inStock?: boolean;
  readonly options?: { readonly names: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly pictures?: readonly string[];
}

/** Adds a product for a test, with its list columns computed as the catalogue does. No stock rows. */
export async function insertProduct(
  db: Db,
  fixture: CatalogFixture,
): Promise<{ readonly id: ProductId; readonly slug: string; readonly variantIds: VariantId[] }> {
  const id = newId<ProductId>();
  const slug = fixture.slug ?? `${fixture.title.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-${id.slice(-6)}`;
  const rows = fixture.options?.rows ?? [[]];
  const names = fixture.options?.names ?? [];
  const variantIds = rows.map(() => newId<VariantId>());
  await inTransaction(db, async (tx) => {
    await tx
      .insertInto("catalog.products")
      .values({
        id,
        slug,
        title: fixture.title,
        description: fixture.description ?? "",
        category_id: fixture.categoryId ?? null,
        status: fixture.status ?? "active",
        currency: "EUR",
        in_stock: fixture.inStock ?? true,
      })
      .execute();
    for (const [index, name] of names.entries()) {
      await tx
        .insertInto("catalog.product_options")
        .values({ product_id: id, position: index + 1, name })
        .execute();
    }
    await tx
      .insertInto("catalog.variants")
      .values(
        rows.map((options, index) => ({
          id: variantIds[index] ?? newId(),
          product_id: id,
          title: options.join(" / "),
          options: [...options],
          price_minor: fixture.priceMinor ?? 1_000,
          currency: "EUR",
          position: index + 1,
        })),
      )
      .execute();
    for (const [index, key] of (fixture.pictures ?? []).entries()) {
      await tx
        .insertInto("catalog.images")
        .values({ id: newId(), product_id: id, key, width: 1200, height: 1200, position: index + 1 })
        .execute();
    }
    await updateListColumns(tx, [id]);
    await insertWords(tx, [id]);
  });
  return { id, slug, variantIds };
}
