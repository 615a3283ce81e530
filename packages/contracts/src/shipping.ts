import { z } from "zod";
import { Quote, ShippingMethodId } from "./checkout.ts";
import { problem } from "./field-problem.ts";
import { VariantId } from "./ids.ts";
import { AmountMinor, Currency } from "./money.ts";
import { Country } from "./place.ts";
import { RowVersion } from "./row-version.ts";
import {
  type Band,
  BAND_MAX,
  BANDS_MAX,
  bandsProblem,
  DAYS_MAX,
  PRICE_BY,
  type PriceBy as PriceByName,
} from "./shipping-bands.ts";
import { line, optionalLine } from "./text.ts";

/** Shipping in the back office: zones, and the methods that are offered in them. */

export const ZONES_MAX = 100;
/** Of all zones together: every country, and the regions of some. */
export const PLACES_MAX = 500;
export const METHODS_MAX = 100;

export const ZoneId = z.uuid().brand<"ZoneId">();
export type ZoneId = z.infer<typeof ZoneId>;

/** A country or one of its regions. An empty region means the whole country, apart from regions that a zone names. */
const ShippingPlace = z.strictObject({ country: Country, region: optionalLine(60).default("") });
export type ShippingPlace = z.infer<typeof ShippingPlace>;

/** What the price depends on: nothing, the weight, or the value of the goods after discounts. */
export const PriceBy = z.enum(PRICE_BY);
export type PriceBy = PriceByName;

const BandLimit = z.int().min(0).max(BAND_MAX);
/** From and up to include their ends: grams, or minor units of goods. Only the last band may have no end. */
const ShippingBandInput = z.strictObject({
  from: BandLimit,
  upTo: BandLimit.min(1).nullable(),
  priceMinor: AmountMinor.max(BAND_MAX),
  /** Free for goods of at least this value. */
  freeFromMinor: AmountMinor.min(1).max(BAND_MAX).nullable().default(null),
}) satisfies z.ZodType<Band>;

const ZoneFields = z.strictObject({
  name: line(80),
  /** Everything that no other zone names. It has no places of its own. */
  rest: z.boolean().default(false),
  places: z.array(ShippingPlace).max(PLACES_MAX).default([]),
});
const refuseZone = ({ rest, places }: z.output<typeof ZoneFields>, ctx: z.core.$RefinementCtx) => {
  if (rest === (places.length === 0)) return;
  ctx.addIssue({ code: "custom", path: ["places"], input: places, ...problem(rest ? "zoneRest" : "zonePlaces") });
};
export const AdminCreateZone = ZoneFields.superRefine(refuseZone);
export type AdminCreateZone = z.output<typeof AdminCreateZone>;
export const AdminSaveZone = ZoneFields.extend({ zoneId: ZoneId, version: RowVersion }).superRefine(refuseZone);
export type AdminSaveZone = z.output<typeof AdminSaveZone>;
export const AdminRemoveZone = z.strictObject({ zoneId: ZoneId, version: RowVersion });
export type AdminRemoveZone = z.infer<typeof AdminRemoveZone>;

const Days = z.int().min(0).max(DAYS_MAX);
const MethodFields = z.strictObject({
  title: line(80),
  description: optionalLine(200).default(""),
  /** Working days until it arrives; both or neither. */
  daysMin: Days.nullable().default(null),
  daysMax: Days.nullable().default(null),
  active: z.boolean().default(true),
  zoneIds: z.array(ZoneId).min(1).max(ZONES_MAX),
  priceBy: PriceBy,
  bands: z.array(ShippingBandInput).min(1).max(BANDS_MAX),
});
type MethodFields = z.output<typeof MethodFields>;

/** Bands must cover every weight or value from 0 on exactly once, and days must be a range. */
function refuseMethod({ priceBy, bands, daysMin, daysMax }: MethodFields, ctx: z.core.$RefinementCtx): void {
  const wrong = bandsProblem(priceBy, bands);
  if (wrong) ctx.addIssue({ code: "custom", path: ["bands", wrong.at], input: bands, ...problem(wrong.name) });
  const isRange = daysMin === null ? daysMax === null : daysMax !== null && daysMin <= daysMax;
  if (!isRange) ctx.addIssue({ code: "custom", path: ["daysMax"], input: daysMax, ...problem("days") });
}
export const AdminCreateMethod = MethodFields.superRefine(refuseMethod);
export type AdminCreateMethod = z.output<typeof AdminCreateMethod>;
export const AdminSaveMethod = MethodFields.extend({
  methodId: ShippingMethodId,
  version: RowVersion,
}).superRefine(refuseMethod);
export type AdminSaveMethod = z.output<typeof AdminSaveMethod>;
export const AdminArchiveMethod = z.strictObject({ methodId: ShippingMethodId, version: RowVersion });
export type AdminArchiveMethod = z.infer<typeof AdminArchiveMethod>;

export const AdminZone = z.strictObject({
  id: ZoneId,
  version: z.int(),
  name: z.string(),
  rest: z.boolean(),
  places: z.array(z.strictObject({ country: z.string(), region: z.string(), name: z.string() })),
});
export type AdminZone = z.infer<typeof AdminZone>;

export const AdminShippingMethod = z.strictObject({
  id: ShippingMethodId,
  version: z.int(),
  title: z.string(),
  description: z.string(),
  daysMin: z.int().nullable(),
  daysMax: z.int().nullable(),
  active: z.boolean(),
  zoneIds: z.array(ZoneId),
  priceBy: PriceBy,
  bands: z.array(
    z.strictObject({
      from: z.int(),
      upTo: z.int().nullable(),
      priceMinor: AmountMinor,
      freeFromMinor: AmountMinor.nullable(),
    }),
  ),
});
export type AdminShippingMethod = z.infer<typeof AdminShippingMethod>;

/** All of it: a shop has few. Methods in the order in which they are offered. */
export const AdminShipping = z.strictObject({
  zones: z.array(AdminZone).max(ZONES_MAX),
  methods: z.array(AdminShippingMethod).max(METHODS_MAX),
  /** The countries whose regions can be named. */
  withRegions: z.array(z.string()),
  currency: Currency,
});
export type AdminShipping = z.infer<typeof AdminShipping>;

/** An address to try, as far as shipping and tax depend on it, and what is sent there: a product, or goods of a value and weight. */
export const TryAddress = z
  .strictObject({
    country: Country,
    region: line(120).optional(),
    postalCode: line(20).optional(),
    variantId: VariantId.optional(),
    quantity: z.int().min(1).max(999).default(1),
    amountMinor: AmountMinor.max(BAND_MAX).optional(),
    weightGrams: z.int().min(0).max(BAND_MAX).optional(),
    shippingMethodId: ShippingMethodId.optional(),
  })
  .superRefine(({ variantId, amountMinor }, ctx) => {
    if (variantId === undefined && amountMinor === undefined)
      ctx.addIssue({ code: "custom", path: ["amountMinor"], input: amountMinor, ...problem("needed") });
  });
export type TryAddress = z.output<typeof TryAddress>;

/** What the checkout would quote. */
export const TriedAddress = z.strictObject({
  /** The name of the zone; null where nothing ships. */
  zone: z.string().nullable(),
  country: z.string(),
  ...Quote.pick({
    destination: true,
    subtotalMinor: true,
    shippingMinor: true,
    taxMinor: true,
    taxIncluded: true,
    taxRateBp: true,
    totalMinor: true,
    currency: true,
    requiresShipping: true,
    shippingMethods: true,
    shippingMethodId: true,
  }).shape,
});
export type TriedAddress = z.infer<typeof TriedAddress>;
