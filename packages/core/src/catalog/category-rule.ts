/** What a file says about a product's category. */
export interface CategoryHint {
  /** The slug in this shop's own column. It takes precedence. */
  readonly category: string;
  readonly type: string;
  readonly tags: readonly string[];
}

/**
 * The category of a product in a file: the one in the shop's own column, else the one named by its type, else the one named
 * by its first tag. It is created if it does not exist. Null when the file names none.
 */
export function categoryOf(hint: CategoryHint): { readonly slug: string; readonly title: string } | null {
  if (hint.category !== "") return { slug: hint.category, title: titleOf(hint.category.replaceAll("-", " ")) };
  const name = hint.type || hint.tags[0] || "";
  const slug = slugOf(name);
  return slug === "" ? null : { slug, title: titleOf(name) };
}

/** A name as part of a URL: letters without accents, digits, hyphens. */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 100)
    .replace(/-+$/, "");
}

const titleOf = (name: string) => (name.slice(0, 1).toUpperCase() + name.slice(1)).slice(0, 120);
