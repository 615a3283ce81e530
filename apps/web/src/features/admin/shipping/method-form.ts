import type { AdminCreateMethod, AdminShippingMethod, ZoneId } from "@cartwright/contracts/shipping";
import { bandsProblem, DAYS_MAX, type PriceBy, withStarts } from "@cartwright/contracts/shipping-bands";
import { minorOf, typedMoney } from "../shell/typed-money.ts";
import { gramsOf, kilogramsOf } from "./kilograms.ts";

/** A band as it is typed. The last may have no limit. */
export interface TypedBand {
  readonly key: number;
  readonly upTo: string;
  readonly price: string;
  readonly freeFrom: string;
}

export interface MethodForm {
  readonly title: string;
  readonly description: string;
  readonly daysMin: string;
  readonly daysMax: string;
  readonly active: boolean;
  readonly zoneIds: readonly ZoneId[];
  readonly priceBy: PriceBy;
  readonly bands: readonly TypedBand[];
}

const limitText = (priceBy: PriceBy, upTo: number | null) =>
  upTo === null ? "" : priceBy === "value" ? typedMoney(upTo) : kilogramsOf(upTo);

export const emptyBand = (key: number): TypedBand => ({ key, upTo: "", price: "", freeFrom: "" });

/** A method as the form shows it; with none, an empty one for a zone. */
export function toMethodForm(method: AdminShippingMethod | null, zoneId: ZoneId): MethodForm {
  if (!method)
    return {
      title: "",
      description: "",
      daysMin: "",
      daysMax: "",
      active: true,
      zoneIds: [zoneId],
      priceBy: "flat",
      bands: [emptyBand(0)],
    };
  const { title, description, daysMin, daysMax, active, zoneIds, priceBy } = method;
  return {
    title,
    description,
    daysMin: String(daysMin ?? ""),
    daysMax: String(daysMax ?? ""),
    active,
    zoneIds,
    priceBy,
    bands: method.bands.map(({ upTo, priceMinor, freeFromMinor }, key) => {
      return {
        key,
        upTo: limitText(priceBy, upTo),
        price: typedMoney(priceMinor),
        freeFrom: typedMoney(freeFromMinor),
      };
    }),
  };
}

/** What is wrong: `title`, `days`, `zoneIds`, and of a band `price.0`, `freeFrom.0`, `upTo.0`. */
export type MethodErrors = ReadonlySet<string>;

type Reading =
  | { readonly ok: true; readonly input: AdminCreateMethod }
  | { readonly ok: false; readonly wrong: MethodErrors };

/** Null where it is empty, undefined where it cannot be read. */
function optional(text: string, read: (text: string) => number | null): number | null | undefined {
  return text.trim() === "" ? null : (read(text) ?? undefined);
}

/** Free from nothing is a price of 0. */
const readPositive = (text: string) => minorOf(text) || null;
function readDays(text: string): number | null {
  const days = /^\d{1,2}$/.test(text.trim()) ? Number(text.trim()) : null;
  return days !== null && days <= DAYS_MAX ? days : null;
}

/** Builds the request from the form, checking the bands by the server's rule. */
export function readMethodForm(form: MethodForm): Reading {
  const wrong = new Set<string>();
  const must = (name: string, value: number | null | undefined): number | null => {
    if (value === undefined) wrong.add(name);
    return value ?? null;
  };
  const { priceBy } = form;
  if (form.title.trim() === "") wrong.add("title");
  if (form.zoneIds.length === 0) wrong.add("zoneIds");
  const [daysMin, daysMax] = [form.daysMin, form.daysMax].map((text) => must("days", optional(text, readDays)));
  if ((daysMin === null) !== (daysMax === null) || (daysMin ?? 0) > (daysMax ?? 0)) wrong.add("days");
  const typed = priceBy === "flat" ? form.bands.slice(0, 1) : form.bands;
  const bands = withStarts(
    typed.map((band, at) => ({
      upTo:
        priceBy === "flat" ? null : must(`upTo.${at}`, optional(band.upTo, priceBy === "value" ? minorOf : gramsOf)),
      priceMinor: must(`price.${at}`, minorOf(band.price) ?? undefined) ?? 0,
      freeFromMinor: priceBy === "value" ? null : must(`freeFrom.${at}`, optional(band.freeFrom, readPositive)),
    })),
  );
  const problem = bandsProblem(priceBy, bands);
  if (problem) wrong.add(`upTo.${problem.at}`);
  if (wrong.size > 0) return { ok: false, wrong };
  const { active, zoneIds } = form;
  const [title, description] = [form.title.trim(), form.description.trim()];
  return {
    ok: true,
    input: {
      title,
      description,
      daysMin: daysMin ?? null,
      daysMax: daysMax ?? null,
      active,
      zoneIds: [...zoneIds],
      priceBy,
      bands,
    },
  };
}
