import { z } from "zod";
import { ProductId, VariantId } from "./ids.ts";
import { AmountMinor, Currency } from "./money.ts";
import { OrderNumber } from "./ids.ts";
import { OrderSummaryStatus } from "./order-status.ts";
import { CANONICAL_EMAIL, canonicalEmail } from "./email-address.ts";
import { problem } from "./field-problem.ts";
import { EnteredGiftCard, GiftCardCode } from "./gift-card-code.ts";
import { GIFT_CARDS_MAX } from "./gift-card-text.ts";
import { Country } from "./place.ts";
import { isStorable, line, optionalLine } from "./text.ts";

/** An email address in any script. It is stored in one form (`canonicalEmail`), by which accounts are found. */
export const Email = z
  .string()
  .overwrite(canonicalEmail)
  .max(254)
  .pipe(z.email({ pattern: CANONICAL_EMAIL }));

/**
 * A postal address. `country` is ISO 3166-1 alpha-2. Whether it needs a city, a region and a postal code depends on the country
 * (`shop.addressForm`): where it does not, they may be left out or empty. A region is a code of ISO 3166-2 without the country,
 * or a name, in any case; it is stored as its code.
 */
export const Address = z.strictObject({
  name: line(120),
  line1: line(200),
  line2: line(200).optional(),
  city: optionalLine(120).default(""),
  region: line(120).optional(),
  postalCode: optionalLine(20).default(""),
  country: Country,
});
export type Address = z.infer<typeof Address>;

/** The part of an address that tax depends on. */
const BillingPlace = Address.pick({ country: true, region: true, postalCode: true }).partial({ postalCode: true });

/** An address as it was saved: its country may have been accepted by an earlier release. */
export const StoredAddress = Address.extend({ country: z.string() });

export const ShippingMethodId = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[a-z0-9-]+$/);
export const PromotionCode = z
  .string()
  .trim()
  .toUpperCase()
  .min(2)
  .max(40)
  .regex(/^[A-Z0-9-]+$/);

/** The shop's own country. A quote without an address is an estimate for it. */
export const SHOP_COUNTRY = "DE";

const typed = (max: number) => z.string().max(max).refine(isStorable, problem("characters"));

/** The codes of gift cards, in the order in which they are spent. */
const GiftCards = z.array(GiftCardCode).max(GIFT_CARDS_MAX);

export const QuoteRequest = z.strictObject({
  /** Where the order will be mailed to, as typed so far. A code that may be used once by each customer is checked for it. */
  email: typed(254).optional(),
  shippingAddress: Address.partial({ name: true, line1: true, city: true, postalCode: true }).optional(),
  shippingMethodId: ShippingMethodId.optional(),
  /** Where an order is taxed that needs no shipping; the shop's own country if absent. With a shipping address, that decides. */
  billingAddress: BillingPlace.optional(),
  promotionCode: PromotionCode.optional(),
  giftCards: GiftCards.optional(),
});
export type QuoteRequest = z.infer<typeof QuoteRequest>;

export const ShippingMethod = z.strictObject({
  id: ShippingMethodId,
  title: z.string(),
  description: z.string(),
  /** Working days until it arrives. Null when the shop does not say. */
  estimate: z.strictObject({ minDays: z.int(), maxDays: z.int() }).nullable(),
  priceMinor: AmountMinor,
  /** Free for goods of at least this value, after discounts. Null when it never is. */
  freeFromMinor: AmountMinor.nullable(),
  currency: Currency,
});

export type ShippingMethod = z.infer<typeof ShippingMethod>;

/** From what the goods must be worth to ship free, and what they still lack; 0 when they ship free. */
export const FreeShipping = z.strictObject({ fromMinor: AmountMinor, missingMinor: AmountMinor });
export type FreeShipping = z.infer<typeof FreeShipping>;

/** Where to ship to: the shop's own country if none is named. */
export const DeliveryRequest = z.strictObject({ country: Country.optional(), region: line(120).optional() });
export type DeliveryRequest = z.infer<typeof DeliveryRequest>;

/** Where the caller's order goes: the region as far as it is known, and the English name of the country. */
export const Destination = z.strictObject({ country: z.string(), region: z.string().nullable(), name: z.string() });
export type Destination = z.infer<typeof Destination>;

export const ChooseDestination = z.strictObject({ country: Country, region: line(120).optional() });

const RateBp = z.int().min(0).max(10_000);

/** How the shop ships to a country, and what becomes of its listed prices there. Shipping prices are those of the lightest parcel. */
export const DeliveryOffer = z.strictObject({
  country: z.string(),
  methods: z.array(ShippingMethod),
  /** See `PriceBasis`. Null where the tax depends on the region and none is named. */
  basis: z.strictObject({ listedRateBp: RateBp, rateBp: RateBp, included: z.boolean() }).nullable(),
});
export type DeliveryOffer = z.infer<typeof DeliveryOffer>;

export const QuoteLine = z.strictObject({
  variantId: VariantId,
  productId: ProductId,
  title: z.string(),
  variantTitle: z.string(),
  quantity: z.int().min(1),
  unitPriceMinor: AmountMinor,
  totalMinor: AmountMinor,
});

/** Names a quote by its contents; see `Quote.version`. */
const QuoteVersion = z
  .string()
  .length(43)
  .regex(/^[A-Za-z0-9_-]+$/);

/**
 * `totalMinor = subtotalMinor - discountMinor + shippingMinor`, plus `taxMinor` where prices do not include it.
 * With `taxIncluded`, `taxMinor` is the part of the total that is tax. Without it, the prices of lines and shipping are those
 * of the list without the tax of the shop's own country.
 */
export const Quote = z.strictObject({
  lines: z.array(QuoteLine),
  subtotalMinor: AmountMinor,
  discountMinor: AmountMinor,
  shippingMinor: AmountMinor,
  taxMinor: AmountMinor,
  taxIncluded: z.boolean(),
  /** In basis points. */
  taxRateBp: RateBp,
  /** What the address was understood as. `taxArea` is the name of a part of the country that is taxed differently. */
  destination: z.strictObject({ country: z.string(), region: z.string().nullable(), taxArea: z.string().nullable() }),
  totalMinor: AmountMinor,
  currency: Currency,
  /** False when nothing needs shipping: the order then has no address and no shipping method. */
  requiresShipping: z.boolean(),
  shippingMethods: z.array(ShippingMethod),
  shippingMethodId: ShippingMethodId.nullable(),
  /** For the chosen method. Null when it is never free, or there is none. */
  freeShipping: FreeShipping.nullable(),
  /** What became of the code that was entered, for the shopper. */
  promotion: z.strictObject({ code: z.string(), applied: z.boolean(), message: z.string() }).nullable(),
  /** Every promotion that applies and what it takes off, and those without a code that lack only their minimum. */
  promotions: z.array(
    z.strictObject({
      title: z.string(),
      code: z.string().nullable(),
      applied: z.boolean(),
      message: z.string(),
      discountMinor: AmountMinor,
    }),
  ),
  /** One for each code that was entered, in that order. */
  giftCards: z.array(EnteredGiftCard),
  /** What the gift cards pay of the total, and what is left to pay. */
  giftCardMinor: AmountMinor,
  dueMinor: AmountMinor,
  /** The same for the same goods, prices, destination, delivery, totals and payment by gift cards. */
  version: QuoteVersion,
});
export type Quote = z.infer<typeof Quote>;

export const PaymentChoice = z.strictObject({
  provider: z.enum(["sandbox", "stripe"]),
  /** The token from the provider's own form. Opaque here, never logged. */
  token: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[A-Za-z0-9_]+$/),
});

/** What a shopper has entered at the checkout so far, as typed. It is checked when the order is placed, not before. */
export const CheckoutDraft = z.strictObject({
  email: typed(254).optional(),
  shippingAddress: z
    .strictObject({
      name: typed(120),
      line1: typed(200),
      line2: typed(200),
      city: typed(120),
      region: typed(120),
      postalCode: typed(20),
      country: typed(2),
    })
    .partial()
    .optional(),
  shippingMethodId: typed(60).optional(),
  promotionCode: typed(40).optional(),
});
export type CheckoutDraft = z.infer<typeof CheckoutDraft>;

/** How long a draft is kept after its last change. */
export const DRAFT_HOURS_MAX = 48;

/** One attempt to place an order, however often it is sent. Case-insensitive. */
const IdempotencyKey = z.uuid().toLowerCase();

export const PlaceOrder = z.strictObject({
  idempotencyKey: IdempotencyKey,
  email: Email,
  /** Required, with a shipping method, when anything needs shipping. */
  shippingAddress: Address.optional(),
  shippingMethodId: ShippingMethodId.optional(),
  billingAddress: BillingPlace.optional(),
  promotionCode: PromotionCode.optional(),
  /** They pay first; the payment provider charges the rest, if there is one. Needs `quoteVersion`, which names what they pay. */
  giftCards: GiftCards.optional(),
  payment: PaymentChoice,
  expectedTotalMinor: AmountMinor,
  /** The version of the quote that the shopper was shown. With it, the same total for anything else is refused. */
  quoteVersion: QuoteVersion.optional(),
});
export type PlaceOrder = z.infer<typeof PlaceOrder>;

export const PlacedOrder = z.strictObject({
  number: OrderNumber,
  status: OrderSummaryStatus,
  totalMinor: AmountMinor,
  currency: Currency,
});
export type PlacedOrder = z.infer<typeof PlacedOrder>;

/** Finds the order of a request whose response was lost. */
export const FindPlacement = z.strictObject({ idempotencyKey: IdempotencyKey });
