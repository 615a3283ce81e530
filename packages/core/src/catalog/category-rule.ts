/** What a file says about a product's place in the shop. */
export interface CategoryHint {
  /** The slug in this shop's own column; it wins. */
  readonly category: string;
  readonly type: string;
  readonly tags: readonly string[];
}

/**
 * Which category a file's product belongs to: the one of the own column; else the one named by its type; else the one
 * named by its first tag. It is made if there is none of that slug. Null when the file names nothing.
 */
export function categoryOf(hint: CategoryHint): { readonly slug: string; readonly title: string } | null {
  if (hint.category !== "") return { slug: hint.category, title: titleOf(hint.category.replaceAll("-", " ")) };
  const name = hint.type || hint.tags[0] || "";
  const slug = slugOf(name);
  return slug === "" ? null : { slug, title: titleOf(name) };
}

/** A name as part of an address: letters without accents, digits, hyphens. */
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
