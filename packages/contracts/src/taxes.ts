import { z } from "zod";
import { problem } from "./field-problem.ts";
import { RowVersion } from "./row-version.ts";
import { optionalLine } from "./text.ts";

/** Taxes in the back office. */

export const RATES_MAX = 1_000;

/** A country's code, `*` for the rest of the world, or the code of a tax area (`ES-CN`). */
const TaxedPlace = z.string().regex(/^([A-Z]{2}(-[A-Z0-9]{1,3})?|[*])$/);
const RateBp = z.int().min(0).max(10_000);

const RateKey = z.strictObject({
  country: TaxedPlace,
  /** A region of the country, by code or name. Empty for all of it, and for areas. */
  region: optionalLine(60).default(""),
});

/** Adds a rate, or changes the one that has this version. */
export const AdminSaveTaxRate = RateKey.extend({
  /** Null to add it. */
  version: RowVersion.nullable(),
  /** In basis points. */
  rateBp: RateBp,
  /** Whether the shop's prices contain it. Where they do not, prices are charged without the shop's own tax, and this is added. */
  included: z.boolean(),
}).superRefine(({ country, region }, ctx) => {
  if (country.length !== 2 && region !== "")
    ctx.addIssue({ code: "custom", path: ["region"], input: region, ...problem("leaveEmpty") });
});
export type AdminSaveTaxRate = z.output<typeof AdminSaveTaxRate>;

export const AdminRemoveTaxRate = RateKey.extend({ version: RowVersion });
export type AdminRemoveTaxRate = z.output<typeof AdminRemoveTaxRate>;

/** For all orders from now on. */
export const AdminSetShippingTax = z.strictObject({ shippingTaxed: z.boolean(), version: RowVersion });
export type AdminSetShippingTax = z.infer<typeof AdminSetShippingTax>;

export const AdminTaxRate = z.strictObject({
  country: z.string(),
  region: z.string(),
  /** In words: "Germany", "California, United States", "Canary Islands". Null for the rest of the world. */
  name: z.string().nullable(),
  rateBp: RateBp,
  included: z.boolean(),
  version: z.int(),
});
export type AdminTaxRate = z.infer<typeof AdminTaxRate>;

/** Postal codes that are taxed differently from their country. They are data, and not edited. */
export const AdminTaxArea = z.strictObject({
  code: z.string(),
  name: z.string(),
  country: z.string(),
  /** Ranges of how the postal codes begin. */
  postalCodes: z.array(z.strictObject({ from: z.string(), to: z.string() })),
  /** No tax is charged there unless the area has a rate. */
  outside: z.boolean(),
  source: z.string(),
  /** A day, `YYYY-MM-DD`. */
  checkedOn: z.string(),
});
export type AdminTaxArea = z.infer<typeof AdminTaxArea>;

export const AdminTaxes = z.strictObject({
  rates: z.array(AdminTaxRate).max(RATES_MAX),
  areas: z.array(AdminTaxArea),
  shippingTaxed: z.boolean(),
  version: z.int(),
  /** The shop's own country: the tax that is in its prices is that of its rate. */
  homeCountry: z.string(),
});
export type AdminTaxes = z.infer<typeof AdminTaxes>;
