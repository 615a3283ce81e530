import { z } from "zod";
import { ProductCard, ProductImage } from "./catalog.ts";
import { problem } from "./field-problem.ts";
import { CategoryId, CollectionId, ProductId } from "./ids.ts";
import { AmountMinor } from "./money.ts";
import { Cursor, IsoTime } from "./paging.ts";
import { ProductStatus, Slug } from "./product-status.ts";
import { RowVersion } from "./row-version.ts";
import { isStorable, line } from "./text.ts";

/** Collections: products that the shop shows together, chosen by hand or by rules. */

/** The most products of a collection by hand. */
export const CHOSEN_MAX = 500;
/** The most conditions of a collection by rules. */
export const CONDITIONS_MAX = 10;
/** The most collections by rules: each change of a product is compared with all of them. */
export const RULE_COLLECTIONS_MAX = 100;
export const COLLECTIONS_MAX = 1_000;
/** The most collections in the shop's navigation. */
export const NAVIGATION_MAX = 4;
/** Matches of rules are counted up to here. More are "10,000 and more". */
export const MATCHES_COUNTED_MAX = 10_000;

/** Whether staff choose the products, or conditions do. */
export const CollectionKind = z.enum(["manual", "rule"]);
export type CollectionKind = z.infer<typeof CollectionKind>;

export const CollectionMatch = z.enum(["all", "any"]);
export type CollectionMatch = z.infer<typeof CollectionMatch>;

/**
 * A condition on a product: one of its tags or its vendor, in upper or lower case; its lowest price; whether it can be bought now;
 * how many days ago it was added; its category, with those below it.
 */
export const CollectionCondition = z.union([
  z.strictObject({ field: z.literal("tag"), value: line(120) }),
  z.strictObject({ field: z.literal("vendor"), value: line(200) }),
  z
    .strictObject({ field: z.literal("price"), minMinor: AmountMinor.nullable(), maxMinor: AmountMinor.nullable() })
    .refine(({ minMinor, maxMinor }) => minMinor !== null || maxMinor !== null, problem("needed"))
    .refine(({ minMinor, maxMinor }) => (minMinor ?? 0) <= (maxMinor ?? Number.MAX_SAFE_INTEGER), problem("range")),
  z.strictObject({ field: z.literal("stock"), inStock: z.boolean() }),
  z.strictObject({ field: z.literal("new"), days: z.int().min(1).max(365) }),
  z.strictObject({ field: z.literal("category"), categoryId: CategoryId }),
]);
export type CollectionCondition = z.infer<typeof CollectionCondition>;

/** What a collection by rules shows: products on sale that meet all, or any, of these. */
export const CollectionRules = z.strictObject({
  match: CollectionMatch,
  conditions: z.array(CollectionCondition).min(1).max(CONDITIONS_MAX),
});
export type CollectionRules = z.infer<typeof CollectionRules>;

const CollectionFields = z.strictObject({
  title: line(120),
  /** Its address is `/collections/{slug}`. */
  slug: Slug,
  /** Plain text. */
  description: z.string().trim().max(2_000).refine(isStorable, problem("characters")).default(""),
  kind: CollectionKind,
  /** For `manual`: its products in their order. Not read for `rule`. */
  productIds: z.array(ProductId).max(CHOSEN_MAX).default([]),
  /** For `rule`. Not read for `manual`. */
  rules: CollectionRules.nullable().default(null),
  inNavigation: z.boolean().default(false),
});

const needsRules = {
  path: ["rules"],
  ...problem("needed"),
};
/** One by rules has some. What the other kind has is not read. */
const hasRules = ({ kind, rules }: { readonly kind: CollectionKind; readonly rules: unknown }): boolean =>
  kind === "manual" || rules !== null;

/** A new collection. Without a slug it gets one from its title. */
export const AdminCreateCollection = CollectionFields.extend({ slug: Slug.optional() }).refine(hasRules, needsRules);
export type AdminCreateCollection = z.output<typeof AdminCreateCollection>;

/** All fields of a collection as they shall be, with the version that was read. */
export const AdminSaveCollection = CollectionFields.extend({
  collectionId: CollectionId,
  version: RowVersion,
}).refine(hasRules, needsRules);
export type AdminSaveCollection = z.output<typeof AdminSaveCollection>;

export const AdminGetCollection = z.strictObject({ collectionId: CollectionId });
export const AdminRemoveCollection = z.strictObject({ collectionId: CollectionId, version: RowVersion });
export type AdminRemoveCollection = z.infer<typeof AdminRemoveCollection>;

export const AdminListCollections = z.strictObject({
  /** Part of a title. */
  query: z.string().trim().max(200).optional(),
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(50),
});

export const AdminCollectionRow = z.strictObject({
  id: CollectionId,
  slug: z.string(),
  title: z.string(),
  kind: CollectionKind,
  inNavigation: z.boolean(),
  imageUrl: z.string().nullable(),
  /** Products in it, on sale or not. */
  productCount: z.int(),
  updatedAt: IsoTime,
});
export type AdminCollectionRow = z.infer<typeof AdminCollectionRow>;
export const AdminCollectionPage = z.strictObject({
  items: z.array(AdminCollectionRow),
  nextCursor: Cursor.nullable(),
});

/** A product of a collection by hand. Only those on sale are in the shop. */
export const ChosenProduct = z.strictObject({
  id: ProductId,
  title: z.string(),
  status: ProductStatus,
  imageUrl: z.string().nullable(),
});
export type ChosenProduct = z.infer<typeof ChosenProduct>;

export const AdminCollection = AdminCollectionRow.extend({
  version: z.int(),
  description: z.string(),
  image: ProductImage.nullable(),
  rules: CollectionRules.nullable(),
  /** Empty for a collection by rules. */
  products: z.array(ChosenProduct),
});
export type AdminCollection = z.infer<typeof AdminCollection>;

/** What rules match now: how many products, at most 10,000, and the newest of them. */
export const RulePreview = z.strictObject({ count: z.int(), items: z.array(ProductCard) });
export type RulePreview = z.infer<typeof RulePreview>;

/** A collection as the shop shows it. Its products are those of `catalog.list` with its slug. */
export const Collection = z.strictObject({
  slug: z.string(),
  title: z.string(),
  description: z.string(),
  kind: CollectionKind,
  image: ProductImage.nullable(),
});
export type Collection = z.infer<typeof Collection>;

/** A collection in the shop's navigation. */
export const CollectionLink = z.strictObject({ slug: z.string(), title: z.string() });
export type CollectionLink = z.infer<typeof CollectionLink>;
