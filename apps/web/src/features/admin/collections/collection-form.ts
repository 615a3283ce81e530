import type {
  AdminCollection,
  ChosenProduct,
  CollectionCondition,
  CollectionKind,
  CollectionMatch,
} from "@cartwright/contracts/collections";
import { typedMoney } from "../shell/typed-money.ts";

export type ConditionField = CollectionCondition["field"];

/** A condition as typed. Its field decides which of the others count. */
export interface FormCondition {
  /** Tells the rows of the form apart. */
  readonly key: string;
  readonly field: ConditionField;
  readonly text: string;
  readonly min: string;
  readonly max: string;
  readonly days: string;
  readonly categoryId: string;
  readonly inStock: boolean;
}

/** The form of a collection, as typed. */
export interface CollectionForm {
  readonly title: string;
  readonly slug: string;
  readonly description: string;
  readonly kind: CollectionKind;
  readonly match: CollectionMatch;
  readonly conditions: readonly FormCondition[];
  readonly products: readonly ChosenProduct[];
  readonly inNavigation: boolean;
}

export const CONDITION_FIELDS: readonly ConditionField[] = ["tag", "vendor", "price", "stock", "new", "category"];

export const emptyCondition = (key: string, field: ConditionField = "tag"): FormCondition => ({
  key,
  field,
  text: "",
  min: "",
  max: "",
  days: "30",
  categoryId: "",
  inStock: true,
});

export const EMPTY: CollectionForm = {
  title: "",
  slug: "",
  description: "",
  kind: "manual",
  match: "all",
  conditions: [emptyCondition("first")],
  products: [],
  inNavigation: false,
};

function conditionOf(condition: CollectionCondition, key: string): FormCondition {
  const empty = emptyCondition(key, condition.field);
  switch (condition.field) {
    case "tag":
    case "vendor":
      return { ...empty, text: condition.value };
    case "price":
      return { ...empty, min: typedMoney(condition.minMinor), max: typedMoney(condition.maxMinor) };
    case "stock":
      return { ...empty, inStock: condition.inStock };
    case "new":
      return { ...empty, days: String(condition.days) };
    case "category":
      return { ...empty, categoryId: condition.categoryId };
  }
}

/** The form of a collection that exists. */
export function formOf(collection: AdminCollection): CollectionForm {
  const { title, slug, description, kind, rules, products, inNavigation } = collection;
  const conditions = rules?.conditions.map((condition, index) => conditionOf(condition, `stored-${index}`));
  return {
    title,
    slug,
    description,
    kind,
    match: rules?.match ?? EMPTY.match,
    conditions: conditions ?? EMPTY.conditions,
    products,
    inNavigation,
  };
}

/** What a field says, for a comparison. Rows of conditions are told apart by what they say. */
export function signOf(form: CollectionForm, name: keyof CollectionForm): string {
  if (name === "products") return form.products.map(({ id }) => id).join(" ");
  if (name === "conditions") return JSON.stringify(form.conditions.map(({ key: _key, ...condition }) => condition));
  return String(form[name]);
}

const NAMES = Object.keys(EMPTY) as (keyof CollectionForm)[]; // the keys of a literal

/** The fields in which two forms differ. */
export const differing = (one: CollectionForm, other: CollectionForm): (keyof CollectionForm)[] =>
  NAMES.filter((name) => signOf(one, name) !== signOf(other, name));
