import type { AdminCategory, AdminCreateCategory } from "@cartwright/contracts/categories";

/** The form of a category, as typed. */
export interface CategoryForm {
  readonly title: string;
  readonly slug: string;
  readonly description: string;
}

export const EMPTY: CategoryForm = { title: "", slug: "", description: "" };

export const formOf = ({ title, slug, description }: AdminCategory): CategoryForm => ({ title, slug, description });

const NAMES = ["title", "slug", "description"] as const;

/** The fields in which two forms differ. */
export const differing = (one: CategoryForm, other: CategoryForm): (keyof CategoryForm)[] =>
  NAMES.filter((name) => one[name] !== other[name]);

/** What is wrong with a field; `adminCategories.invalid` has the messages. */
export type FormError = "title" | "slug";

type Fields = Pick<AdminCreateCategory, "title" | "slug" | "description">;
export type Reading =
  | { readonly ok: true; readonly fields: Fields }
  | { readonly ok: false; readonly errors: Readonly<Record<string, FormError>> };

const SLUG = /^[a-z0-9][a-z0-9-]{0,199}$/;

/** Builds the request from the form. A slug that is left empty is left out. */
export function readCategoryForm(form: CategoryForm): Reading {
  const title = form.title.trim();
  const slug = form.slug.trim().toLowerCase();
  const errors: Record<string, FormError> = {};
  if (title === "") errors["title"] = "title";
  if (slug !== "" && !SLUG.test(slug)) errors["slug"] = "slug";
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, fields: { title, description: form.description.trim(), ...(slug === "" ? {} : { slug }) } };
}
