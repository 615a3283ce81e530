import { z } from "zod";
import { problem } from "./field-problem.ts";
import { CategoryId, ProductId, VariantId } from "./ids.ts";
import { AmountMinor, Currency } from "./money.ts";
import { Cursor } from "./paging.ts";
import { ProductStatus, Slug, VariantStatus } from "./product-status.ts";
import { RowVersion } from "./row-version.ts";
import { Backorder } from "./stock-policy.ts";
import { isVisible, line } from "./text.ts";

/**
 * A picture. `url` is the 640 px WebP; other sizes and AVIF follow from `key` by `/media/{key}-{width}.{avif|webp}` (image-widths.ts).
 * `tint` is the picture's background as `#rrggbb`, to show until it has loaded.
 */
export const ProductImage = z.strictObject({
  key: z.string(),
  url: z.string(),
  alt: z.string(),
  width: z.int(),
  height: z.int(),
  tint: z.string().nullable(),
});
export type ProductImage = z.infer<typeof ProductImage>;

/** `featured` is the order that staff gave the products of a collection; elsewhere it means the newest first. */
export const ProductSort = z.enum(["relevance", "featured", "newest", "price_asc", "price_desc"]);
export type ProductSort = z.infer<typeof ProductSort>;

/** The most options that a list is filtered by. */
const OPTIONS_MAX = 5;

export const ListProducts = z.strictObject({
  query: z.string().trim().max(200).optional(),
  category: Slug.optional(),
  collection: Slug.optional(),
  priceMin: AmountMinor.optional(),
  priceMax: AmountMinor.optional(),
  inStock: z.boolean().optional(),
  /** Option names with accepted values: `{Size: ["M", "L"]}`. Names are combined with and, values with or. */
  options: z
    .record(z.string().max(60), z.array(z.string().max(120)).min(1).max(20))
    .refine((options) => Object.keys(options).length <= OPTIONS_MAX, problem("options"))
    .optional(),
  sort: ProductSort.optional(),
  cursor: Cursor.optional(),
  limit: z.int().min(1).max(100).default(24),
});
export type ListProducts = z.infer<typeof ListProducts>;

export const ProductCard = z.strictObject({
  id: ProductId,
  slug: z.string(),
  title: z.string(),
  vendor: z.string(),
  priceMinor: AmountMinor,
  /** The highest price among the variants; equal to `priceMinor` when all cost the same. */
  priceMaxMinor: AmountMinor,
  compareAtMinor: AmountMinor.nullable(),
  currency: Currency,
  imageUrl: z.string().nullable(),
  image: ProductImage.nullable(),
  inStock: z.boolean(),
});
export type ProductCard = z.infer<typeof ProductCard>;

export const Facets = z.strictObject({
  categories: z.array(z.strictObject({ slug: z.string(), title: z.string(), count: z.int() })),
  options: z.array(
    z.strictObject({ name: z.string(), values: z.array(z.strictObject({ value: z.string(), count: z.int() })) }),
  ),
  priceMinMinor: AmountMinor.nullable(),
  priceMaxMinor: AmountMinor.nullable(),
  inStock: z.int(),
});
export type Facets = z.infer<typeof Facets>;

export const ProductPage = z.strictObject({
  items: z.array(ProductCard),
  nextCursor: Cursor.nullable(),
  /** Exact up to 10,000; beyond that 10,000 means "or more". */
  total: z.int(),
  facets: Facets,
  /** True when nothing matched as written and these are the nearest spellings. */
  corrected: z.boolean(),
});
export type ProductPage = z.infer<typeof ProductPage>;

/** What a shopper has typed so far. */
export const SuggestSearch = z.strictObject({ query: z.string().trim().max(100) });

/** What the search box suggests: products, categories and what others searched for. Empty lists for symbols alone. */
export const Suggestions = z.strictObject({
  products: z.array(ProductCard).max(5),
  categories: z.array(z.strictObject({ slug: z.string(), title: z.string() })).max(3),
  /** As folded text: lower case, without accents. */
  searches: z.array(z.string()).max(4),
});
export type Suggestions = z.infer<typeof Suggestions>;

export const Variant = z.strictObject({
  id: VariantId,
  sku: z.string().nullable(),
  title: z.string(),
  /** Option names with this variant's values. */
  options: z.record(z.string(), z.string()),
  priceMinor: AmountMinor,
  compareAtMinor: AmountMinor.nullable(),
  currency: Currency,
  /** Units that can be ordered now; 999 where stock sets no limit. */
  available: z.int().min(0),
  /** Null unless the variant is sold below zero. */
  backorder: Backorder.nullable(),
  imageKey: z.string().nullable(),
});
export type Variant = z.infer<typeof Variant>;

/** A row of a product's specification table, as shoppers read it. */
export const Specification = z.strictObject({ name: z.string(), value: z.string() });
export type Specification = z.infer<typeof Specification>;

export const Product = z.strictObject({
  id: ProductId,
  slug: z.string(),
  title: z.string(),
  /**
   * Sanitised HTML from a small allow-list (p, br, ul, ol, li, strong, em, h3, h4, a, table): sanitised when written, shown
   * as it is.
   */
  description: z.string(),
  /** Plain text for meta tags and previews: what staff wrote for search engines, or the beginning of the description. At most 320 characters. */
  summary: z.string(),
  /** What search engines show as its title, where that is another one. */
  seoTitle: z.string().nullable(),
  vendor: z.string(),
  category: z.strictObject({ slug: z.string(), title: z.string() }).nullable(),
  tags: z.array(z.string()),
  images: z.array(ProductImage),
  options: z.array(z.strictObject({ name: z.string(), values: z.array(z.string()) })),
  variants: z.array(Variant),
  /** What it is made of, how large it is and the like. Empty when nothing is known. */
  specifications: z.array(Specification),
});
export type Product = z.infer<typeof Product>;

export interface CategoryNode {
  id: z.infer<typeof CategoryId>;
  slug: string;
  title: string;
  description: string;
  image: ProductImage | null;
  productCount: number;
  children: CategoryNode[];
}
export const CategoryNode: z.ZodType<CategoryNode> = z.strictObject({
  id: CategoryId,
  slug: z.string(),
  title: z.string(),
  description: z.string(),
  image: ProductImage.nullable(),
  productCount: z.int(),
  get children() {
    return z.array(CategoryNode);
  },
});

/** The most characters of a product's title. */
export const PRODUCT_TITLE_MAX = 300;

/** The most characters of what search engines show. They cut titles at about 60, and descriptions at about 160. */
export const SEO_TITLE_MAX = 300;
export const SEO_DESCRIPTION_MAX = 1_000;

/** The most earlier slugs of a product. */
export const OLD_SLUGS_MAX = 50;

/** The most characters of a description, as typed and as stored: sanitising writes `&` as `&amp;`. */
export const DESCRIPTION_LENGTH_MAX = 50_000;

/**
 * A change of copy, prices or status by staff. `version` is the one that was read; `stale_write` if another change came
 * first.
 */
export const SaveProduct = z.strictObject({
  productId: ProductId,
  version: RowVersion,
  title: z.string().trim().min(1).max(PRODUCT_TITLE_MAX).refine(isVisible, problem("characters")).optional(),
  description: z.string().max(DESCRIPTION_LENGTH_MAX).optional(),
  vendor: z.string().trim().max(200).optional(),
  tags: z.array(z.string().trim().min(1).max(120)).max(250).optional(),
  status: ProductStatus.optional(),
  categoryId: CategoryId.nullable().optional(),
  featured: z.int().min(0).max(10_000).nullable().optional(),
  /** Its old slug leads to the new one for good, and is not given to another product. */
  slug: Slug.optional(),
  /** What search engines show. Null for the title, and for the beginning of the description. */
  seoTitle: line(SEO_TITLE_MAX).nullable().optional(),
  seoDescription: line(SEO_DESCRIPTION_MAX).nullable().optional(),
  variants: z
    .array(
      z.strictObject({
        id: VariantId,
        priceMinor: AmountMinor.optional(),
        compareAtMinor: AmountMinor.nullable().optional(),
        sku: z.string().trim().min(1).max(100).nullable().optional(),
        barcode: z.string().trim().min(1).max(100).nullable().optional(),
        weightGrams: z.int().min(0).max(10_000_000).optional(),
        requiresShipping: z.boolean().optional(),
        status: VariantStatus.optional(),
      }),
    )
    .max(250)
    .optional(),
});
export type SaveProduct = z.infer<typeof SaveProduct>;

const PRODUCT_OPTIONS_MAX = 3;
const VARIANTS_MAX = 250;

/** A variant of a new product. `options` has a value for each option of the product, in their order. */
export const NewVariant = z.strictObject({
  options: z.array(z.string().trim().min(1).max(120)).max(PRODUCT_OPTIONS_MAX).default([]),
  priceMinor: AmountMinor,
  compareAtMinor: AmountMinor.nullable().optional(),
  sku: z.string().trim().min(1).max(100).nullable().optional(),
  barcode: z.string().trim().min(1).max(100).nullable().optional(),
  weightGrams: z.int().min(0).max(10_000_000).optional(),
  onHand: z.int().min(0).max(1_000_000).optional(),
});

/** A new product. Without `variants` it has one, which costs nothing until it gets a price. */
export const CreateProduct = z.strictObject({
  title: z.string().trim().min(1).max(PRODUCT_TITLE_MAX).refine(isVisible, problem("characters")),
  description: z.string().max(DESCRIPTION_LENGTH_MAX).optional(),
  vendor: z.string().trim().max(200).optional(),
  productType: z.string().trim().max(200).optional(),
  tags: z.array(z.string().trim().min(1).max(120)).max(250).optional(),
  status: ProductStatus.default("draft"),
  categoryId: CategoryId.nullable().optional(),
  /** Each unit that is sold issues a gift card worth its price. It isn't shipped, taxed or discounted. */
  giftCard: z.boolean().optional(),
  /** The names of its options, such as Size and Colour. */
  options: z.array(z.string().trim().min(1).max(60)).max(PRODUCT_OPTIONS_MAX).default([]),
  variants: z.array(NewVariant).min(1).max(VARIANTS_MAX).optional(),
});
export type CreateProduct = z.output<typeof CreateProduct>;

/** Where a product is now whose slug was changed. */
export const MovedProduct = z.strictObject({ productId: ProductId, slug: Slug });
export type MovedProduct = z.infer<typeof MovedProduct>;

/** Live stock of some variants, for islands on cached pages. */
export const StockRequest = z.strictObject({ productIds: z.array(ProductId).min(1).max(100) });
export const StockResponse = z.array(
  z.strictObject({
    productId: ProductId,
    variantId: VariantId,
    available: z.int().min(0),
    backorder: Backorder.nullable(),
  }),
);
