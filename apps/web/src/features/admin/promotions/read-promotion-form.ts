import type { AdminCreatePromotion } from "@cartwright/contracts/promotions";
import { atLocalTime } from "@cartwright/contracts/time-zone";
import type { PromotionForm } from "./promotion-form.ts";
import { percentBpOf } from "../shell/read-percent.ts";
import { minorOf } from "../shell/typed-money.ts";

/** What is wrong with a field; `adminPromotions.invalid` has the messages. */
export type FormError =
  | "needed"
  | "code"
  | "percent"
  | "amount"
  | "units"
  | "quantity"
  | "limit"
  | "endsBeforeStart"
  | "time";
export type FormErrors = Readonly<Partial<Record<keyof PromotionForm, FormError>>>;

export type Reading =
  | { readonly ok: true; readonly input: AdminCreatePromotion }
  | { readonly ok: false; readonly errors: FormErrors };

const CODE = /^[A-Z0-9-]{2,40}$/;
/** The last minute that was typed counts. */
const MINUTE_MS = 60_000;

/** A whole number in a range, or undefined. */
function whole(text: string, [min, max]: readonly [number, number]): number | undefined {
  const value = /^\d{1,7}$/.test(text.trim()) ? Number(text.trim()) : undefined;
  return value !== undefined && value >= min && value <= max ? value : undefined;
}

function isoOf(local: string, timeZone: string, addMs: number): string | null | undefined {
  if (local === "") return null;
  const atMs = atLocalTime(local, timeZone);
  return atMs === null ? undefined : new Date(atMs + addMs).toISOString();
}

/** Builds the request from the form; fields that the kind or the method does not have are left out. */
export function readPromotionForm(form: PromotionForm, timeZone: string): Reading {
  const errors: Partial<Record<keyof PromotionForm, FormError>> = {};
  const need = <T>(field: keyof PromotionForm, value: T | undefined, error: FormError): T | undefined => {
    if (value === undefined) errors[field] = error;
    return value;
  };
  const limit = (field: "usageLimit" | "perCustomerLimit") =>
    form[field].trim() === "" ? null : need(field, whole(form[field], [1, 1_000_000]), "limit");
  const money = (text: string) => minorOf(text) ?? undefined;
  const isSet = form.kind === "buy_x_get_y";
  const code = form.code.trim().toUpperCase();
  const amountMinor = form.kind === "fixed" ? need("amount", money(form.amount) || undefined, "amount") : null;
  const startsAt = need("startsAt", isoOf(form.startsAt, timeZone, 0), "time");
  const endsAt = need("endsAt", isoOf(form.endsAt, timeZone, MINUTE_MS - 1), "time");
  if (startsAt && endsAt && startsAt >= endsAt) errors.endsAt = "endsBeforeStart";
  if (form.method === "automatic" && form.title.trim() === "") errors.title = "needed";
  const input = {
    method: form.method,
    title: form.title.trim(),
    kind: form.kind,
    code: form.method === "code" ? need("code", CODE.test(code) ? code : undefined, "code") : null,
    percentBp: isSet || form.kind === "percentage" ? need("percent", percentBpOf(form.percent), "percent") : null,
    amountMinor,
    buyQuantity: isSet ? need("buyQuantity", whole(form.buyQuantity, [1, 100]), "units") : null,
    getQuantity: isSet ? need("getQuantity", whole(form.getQuantity, [1, 100]), "units") : null,
    productIds: form.products.map(({ id }) => id),
    categoryIds: form.categories.map(({ id }) => id),
    collectionIds: form.collections.map(({ id }) => id),
    minimumMinor: need("minimum", form.minimum.trim() === "" ? 0 : money(form.minimum), "amount") ?? 0,
    minimumQuantity:
      need(
        "minimumQuantity",
        form.minimumQuantity.trim() === "" ? 0 : whole(form.minimumQuantity, [0, 999]),
        "quantity",
      ) ?? 0,
    startsAt,
    endsAt,
    usageLimit: limit("usageLimit"),
    perCustomerLimit: limit("perCustomerLimit"),
    combinable: form.combinable,
  };
  return Object.keys(errors).length === 0 ? { ok: true, input } : { ok: false, errors };
}

const FIELDS: Readonly<Record<string, keyof PromotionForm>> = {
  percentBp: "percent",
  amountMinor: "amount",
  productIds: "products",
  categoryIds: "categories",
  collectionIds: "collections",
  minimumMinor: "minimum",
};

/** The field of the form that a path of the request belongs to: `percentBp` is the percentage. */
export function fieldOf(path: string): keyof PromotionForm {
  const [name = ""] = path.split(".");
  return FIELDS[name] ?? (name as keyof PromotionForm); // the other names are the same
}
