import { z } from "zod";
import { ProductImage } from "./catalog.ts";
import { problem } from "./field-problem.ts";
import { CategoryId, CollectionId } from "./ids.ts";
import { Slug } from "./product-status.ts";
import { PromotionId } from "./promotions.ts";
import { RowVersion } from "./row-version.ts";
import { isStorable, line } from "./text.ts";

/** Categories as staff edit them: a tree in the order of the shop's menu. A product is in one of them at most. */

export const CATEGORIES_MAX = 1_000;
/** The levels of the tree: as many as the shop's menu shows. */
export const CATEGORY_LEVELS_MAX = 3;
/** The most subcategories that staff can put below one category, or at the top. Product files are not held to it. */
export const SUBCATEGORIES_MAX = 200;
/** The most products that are moved to another category when theirs is deleted. */
export const MOVED_PRODUCTS_MAX = 5_000;
/** What a category is used by, as far as it is named. */
export const CATEGORY_USES_MAX = 10;

const CategoryFields = z.strictObject({
  title: line(120),
  /** Its address is `/c/{slug}`. */
  slug: Slug,
  /** Plain text. */
  description: z.string().trim().max(2_000).refine(isStorable, problem("characters")).default(""),
});

/** A new category, the last one below its parent. Without a slug it gets one from its title. */
export const AdminCreateCategory = CategoryFields.extend({
  slug: Slug.optional(),
  /** Null for the top. */
  parentId: CategoryId.nullable().default(null),
});
export type AdminCreateCategory = z.output<typeof AdminCreateCategory>;

/** All fields of a category as they shall be, with the version that was read. Its old slugs lead to the new one. */
export const AdminSaveCategory = CategoryFields.extend({ categoryId: CategoryId, version: RowVersion });
export type AdminSaveCategory = z.output<typeof AdminSaveCategory>;

/** A category's place: below a parent, before one of the others there. Those below it come along. */
export const AdminMoveCategory = z.strictObject({
  categoryId: CategoryId,
  version: RowVersion,
  /** Null for the top. */
  parentId: CategoryId.nullable(),
  /** Null for the last place. */
  beforeId: CategoryId.nullable(),
});
export type AdminMoveCategory = z.infer<typeof AdminMoveCategory>;

export const AdminCategoryAt = z.strictObject({ categoryId: CategoryId, version: RowVersion });
export type AdminCategoryAt = z.infer<typeof AdminCategoryAt>;

/** Deletes a category without subcategories. Its products, if it has any, move to another one. */
export const AdminRemoveCategory = AdminCategoryAt.extend({ moveProductsTo: CategoryId.nullable().default(null) });
export type AdminRemoveCategory = z.output<typeof AdminRemoveCategory>;

export const AdminGetCategory = z.strictObject({ categoryId: CategoryId });

export const AdminCategoryRow = z.strictObject({
  id: CategoryId,
  parentId: CategoryId.nullable(),
  /** From 1, at the top. */
  level: z.int(),
  slug: z.string(),
  title: z.string(),
  version: z.int(),
  imageUrl: z.string().nullable(),
  /** Products in it, on sale or not. */
  productCount: z.int(),
  /** With those in the categories below it. */
  branchCount: z.int(),
});
export type AdminCategoryRow = z.infer<typeof AdminCategoryRow>;

/** All categories in the order of display: each is followed by those below it. */
export const AdminCategoryTree = z.strictObject({ items: z.array(AdminCategoryRow) });
export type AdminCategoryTree = z.infer<typeof AdminCategoryTree>;

export const AdminCategory = AdminCategoryRow.extend({
  description: z.string(),
  image: ProductImage.nullable(),
  /** Categories directly below it. */
  childCount: z.int(),
  /** Slugs that it had, the latest first. Their addresses lead to it. */
  oldSlugs: z.array(z.string()),
  /** Promotions and collections that name it: it cannot be deleted while there are any. The first ten of each. */
  promotions: z.array(z.strictObject({ id: PromotionId, title: z.string() })),
  collections: z.array(z.strictObject({ id: CollectionId, title: z.string() })),
});
export type AdminCategory = z.infer<typeof AdminCategory>;

/** Where a category is now whose slug was changed. */
export const MovedCategory = z.strictObject({ categoryId: CategoryId, slug: Slug });
export type MovedCategory = z.infer<typeof MovedCategory>;
