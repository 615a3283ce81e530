/**
 * The columns of Shopify's product file that this shop has fields for, by the names of its classic export, in the order of
 * an export of this shop. All other columns are kept as attributes.
 */
export const COLUMNS = {
  handle: "Handle",
  title: "Title",
  body: "Body (HTML)",
  vendor: "Vendor",
  type: "Type",
  tags: "Tags",
  published: "Published",
  option1Name: "Option1 Name",
  option1Value: "Option1 Value",
  option2Name: "Option2 Name",
  option2Value: "Option2 Value",
  option3Name: "Option3 Name",
  option3Value: "Option3 Value",
  sku: "Variant SKU",
  grams: "Variant Grams",
  tracker: "Variant Inventory Tracker",
  quantity: "Variant Inventory Qty",
  policy: "Variant Inventory Policy",
  price: "Variant Price",
  compareAt: "Variant Compare At Price",
  requiresShipping: "Variant Requires Shipping",
  taxable: "Variant Taxable",
  barcode: "Variant Barcode",
  imageSrc: "Image Src",
  imagePosition: "Image Position",
  imageAlt: "Image Alt Text",
  giftCard: "Gift Card",
  seoTitle: "SEO Title",
  seoDescription: "SEO Description",
  variantImage: "Variant Image",
  status: "Status",
  /** This shop's own column: the slug of the category, when the rule by collection, type and tags would find another. */
  category: "Category Slug",
} as const;
export type Column = keyof typeof COLUMNS;

/** Other names of the columns: those of Shopify's newer export, and those that people write. */
const ALSO_CALLED: Readonly<Partial<Record<Column, readonly string[]>>> = {
  handle: ["URL handle"],
  body: ["Body", "Description", "Description (HTML)"],
  type: ["Product type"],
  published: ["Published on online store"],
  sku: ["SKU"],
  grams: ["Weight value (grams)", "Weight in grams", "Grams"],
  tracker: ["Inventory tracker"],
  quantity: ["Inventory quantity", "Variant Inventory Quantity", "Quantity", "Qty", "Stock", "Inventory"],
  policy: ["Inventory policy", "Continue selling when out of stock"],
  price: ["Price"],
  compareAt: ["Compare-at price"],
  requiresShipping: ["Requires shipping"],
  taxable: ["Charge tax", "Taxable"],
  barcode: ["Barcode"],
  imageSrc: ["Product image URL", "Image URL"],
  variantImage: ["Variant image URL"],
};

/**
 * A column's name, reduced to what identifies it: "Variant SKU", "variant sku" and "VariantSKU" are one column.
 */
const reduced = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, "");

const isColumn = (name: string): name is Column => Object.hasOwn(COLUMNS, name);

const BY_NAME: ReadonlyMap<string, Column> = new Map(
  Object.entries(COLUMNS).flatMap(([column, name]) =>
    isColumn(column)
      ? [name, ...(ALSO_CALLED[column] ?? [])].map((each): [string, Column] => [reduced(each), column])
      : [],
  ),
);

/** The column that a header cell names. A name in brackets is a metafield's and never one of ours. */
export function columnOf(name: string): Column | undefined {
  return name.includes("metafields.") ? undefined : BY_NAME.get(reduced(name));
}

/** Columns that describe a variant. An unknown column describes the product. */
const OF_VARIANT =
  /^variant\b|^google shopping \/|^unit price\b|^(base|total) measure\b|^cost per item$|^(compare[- ]at )?price \/|^included \/|variant\.metafields\.|^hs code$|^coo$/i;

/** Whether an attribute belongs to each variant rather than to the product. */
export const isVariantAttribute = (name: string): boolean => OF_VARIANT.test(name);
