import type { AdminCreateCollection, CollectionCondition } from "@cartwright/contracts/collections";
import type { CategoryId } from "@cartwright/contracts/ids";
import { minorOf } from "../shell/typed-money.ts";
import type { CollectionForm, FormCondition } from "./collection-form.ts";

/** What is wrong; `adminCollections.invalid` has the messages. */
export type FormError = "title" | "slug" | "text" | "price" | "range" | "days" | "category" | "conditions";
/** By the name of the field, or the key of a condition. */
export type FormErrors = Readonly<Record<string, FormError>>;

const SLUG = /^[a-z0-9][a-z0-9-]{0,199}$/;

type Read = { readonly condition: CollectionCondition } | { readonly error: FormError };

function readPrice({ min, max }: FormCondition): Read {
  const read = (text: string) => (text.trim() === "" ? null : minorOf(text));
  const [minMinor, maxMinor] = [read(min), read(max)];
  const isUnread = (text: string, value: number | null) => text.trim() !== "" && value === null;
  if (isUnread(min, minMinor) || isUnread(max, maxMinor) || (minMinor === null && maxMinor === null))
    return { error: "price" };
  if (minMinor !== null && maxMinor !== null && minMinor > maxMinor) return { error: "range" };
  return { condition: { field: "price", minMinor, maxMinor } };
}

/** A condition as the request has it, or what is wrong with it. */
export function readCondition(typed: FormCondition): Read {
  switch (typed.field) {
    case "tag":
    case "vendor": {
      const value = typed.text.trim();
      return value === "" ? { error: "text" } : { condition: { field: typed.field, value } };
    }
    case "price":
      return readPrice(typed);
    case "stock":
      return { condition: { field: "stock", inStock: typed.inStock } };
    case "new": {
      const days = /^\d{1,3}$/.test(typed.days.trim()) ? Number(typed.days.trim()) : 0;
      return days >= 1 && days <= 365 ? { condition: { field: "new", days } } : { error: "days" };
    }
    case "category":
      return typed.categoryId === ""
        ? { error: "category" }
        : { condition: { field: "category", categoryId: typed.categoryId as CategoryId } }; // the server checks it
  }
}

export type Reading =
  | { readonly ok: true; readonly input: AdminCreateCollection }
  | { readonly ok: false; readonly errors: FormErrors };

/** Builds the request from the form; what the other kind has is left out. */
export function readCollectionForm(form: CollectionForm): Reading {
  const errors: Record<string, FormError> = {};
  const title = form.title.trim();
  const slug = form.slug.trim().toLowerCase();
  if (title === "") errors["title"] = "title";
  if (slug !== "" && !SLUG.test(slug)) errors["slug"] = "slug";
  const isRule = form.kind === "rule";
  const conditions: CollectionCondition[] = [];
  for (const typed of isRule ? form.conditions : []) {
    const read = readCondition(typed);
    if ("error" in read) errors[typed.key] = read.error;
    else conditions.push(read.condition);
  }
  if (isRule && form.conditions.length === 0) errors["conditions"] = "conditions";
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    input: {
      title,
      ...(slug === "" ? {} : { slug }),
      description: form.description.trim(),
      kind: form.kind,
      productIds: isRule ? [] : form.products.map(({ id }) => id),
      rules: isRule ? { match: form.match, conditions } : null,
      inNavigation: form.inNavigation,
    },
  };
}
