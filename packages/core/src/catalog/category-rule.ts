import { slugOf } from "./product-files/handle.ts";

/** What a file says about a product's category. */
export interface CategoryHint {
  /** The slug in this shop's own column. It takes precedence. */
  readonly category: string;
  readonly type: string;
  readonly tags: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
}

const TITLE_MAX = 120;

/**
 * The category of a product in a file: the one in the shop's own column, else the one named by its collection, its type, the
 * last part of its category in Shopify's list, or its first tag. It is created if it does not exist. Null when the file names
 * none.
 */
export function categoryOf({ category, type, tags, attributes }: CategoryHint): {
  readonly slug: string;
  readonly title: string;
} | null {
  if (category !== "") return { slug: category, title: titleOf(category.replaceAll("-", " ")) };
  const listed = (attributes["Product Category"] ?? attributes["Product category"] ?? "").split(">").at(-1)?.trim();
  const name = attributes["Collection"] || type || (listed === "Uncategorized" ? "" : listed) || tags[0] || "";
  const slug = slugOf(name).slice(0, 100).replace(/-+$/, "");
  return slug === "" ? null : { slug, title: titleOf(name) };
}

const titleOf = (name: string) => (name.slice(0, 1).toUpperCase() + name.slice(1)).slice(0, TITLE_MAX);
