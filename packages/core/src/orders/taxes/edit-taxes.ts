import { SHOP_COUNTRY } from "@cartwright/contracts/checkout";
import { Country, countryName } from "@cartwright/contracts/place";
import {
  type AdminRemoveTaxRate,
  type AdminSaveTaxRate,
  type AdminSetShippingTax,
  RATES_MAX,
} from "@cartwright/contracts/taxes";
import type { Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { fieldError } from "../../kernel/field-error.ts";
import { findRegion } from "../../places/regions.ts";
import {
  deleteRate,
  lockTaxes,
  selectAreas,
  selectRates,
  selectShippingTax,
  type StoredRate,
  type TaxKey,
  updateShippingTax,
  upsertRate,
} from "./taxes.sql.ts";

type Rate = Omit<StoredRate, "version">;

/** What a rate was, and what it is now. */
export interface RateChange {
  readonly key: TaxKey;
  readonly before: Rate | null;
  readonly after: Rate | null;
}

/** Refuses one of the two parts of a place. */
const refuse: (field: keyof TaxKey, message: string) => AppError = fieldError;

/** The place as it is stored: the region as its code. Throws `invalid_input` for one that does not exist. */
async function resolveKey(tx: Tx, { country, region }: TaxKey): Promise<TaxKey> {
  const t = getTranslations("fieldProblems");
  if (country.includes("-")) {
    const areas = await selectAreas(tx);
    if (!areas.some(({ code }) => code === country)) throw refuse("country", t("taxArea"));
    return { country, region: "" };
  }
  if (country === "*") return { country, region: "" };
  if (!Country.safeParse(country).success) throw refuse("country", t("country"));
  if (region === "") return { country, region };
  const found = findRegion(country, region);
  if (!found) throw refuse("region", t("noRegion", { country: countryName(country) }));
  return { country, region: found[0] };
}

const isAt = (key: TaxKey) => (rate: TaxKey) => rate.country === key.country && rate.region === key.region;
const withoutVersion = ({ version: _version, ...rate }: StoredRate): Rate => rate;

/**
 * Adds a rate, or changes the one at its version, in the caller's transaction; quotes use it from the commit on. Orders keep what
 * they were charged. Throws `not_found` and `stale_write` (removed or changed meanwhile), and `invalid_input`: no such place, it has
 * a rate already, too many rates.
 */
export async function saveRate(tx: Tx, input: AdminSaveTaxRate): Promise<RateChange> {
  await lockTaxes(tx);
  const key = await resolveKey(tx, input);
  const rates = await selectRates(tx, RATES_MAX + 1);
  const known = rates.find(isAt(key));
  if (input.version === null) {
    const t = getTranslations("fieldProblems");
    if (known) throw refuse(key.region === "" ? "country" : "region", t("rateTaken"));
    if (rates.length >= RATES_MAX)
      throw refuse("country", getTranslations("errorDetails")("ratesMax", { max: RATES_MAX }));
  } else if (!known) throw new AppError("not_found");
  else if (known.version !== input.version) throw new AppError("stale_write");
  const after = { ...key, rateBp: input.rateBp, included: input.included };
  await upsertRate(tx, after);
  return { key, before: known ? withoutVersion(known) : null, after };
}

/**
 * Removes a rate in the caller's transaction: its place is taxed as what it lies in from then on. Throws `not_found`, `stale_write`,
 * and `illegal_transition` for the shop's own country, whose tax is in its prices.
 */
export async function removeRate(tx: Tx, { version, ...key }: AdminRemoveTaxRate): Promise<RateChange> {
  await lockTaxes(tx);
  const known = (await selectRates(tx, RATES_MAX + 1)).find(isAt(key));
  if (!known) throw new AppError("not_found");
  if (known.version !== version) throw new AppError("stale_write");
  if (key.country === SHOP_COUNTRY && key.region === "") {
    const message = getTranslations("errorDetails")("homeRate", { country: countryName(SHOP_COUNTRY) });
    throw new AppError("illegal_transition", { message });
  }
  await deleteRate(tx, key);
  return { key, before: withoutVersion(known), after: null };
}

/** Sets whether shipping is taxed, in the caller's transaction. Returns what it was. Throws `stale_write`. */
export async function setShippingTax(tx: Tx, input: AdminSetShippingTax): Promise<boolean> {
  const { shippingTaxed } = await selectShippingTax(tx);
  if (!(await updateShippingTax(tx, input))) throw new AppError("stale_write");
  return shippingTaxed;
}
