import type { ProductImage } from "@cartwright/contracts/catalog";
import type { Address, ShippingMethod } from "@cartwright/contracts/checkout";
import type { ProductId, VariantId } from "@cartwright/contracts/ids";
import { type Currency, SHOP_CURRENCY } from "@cartwright/contracts/money";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Db } from "@cartwright/db/client";
import { isSellable } from "../../../cart/sellable.ts";
import { type PricedVariant, priceVariants } from "../../../catalog/price-variants.ts";
import { AppError } from "../../../kernel/app-error.ts";
import type { Effect } from "../../../pricing/effect.ts";
import type { OrderTotals } from "../../../pricing/totals.ts";
import type { Place } from "../../../places/resolve-place.ts";
import { unitsNeeded } from "../../../promotions/promotion.ts";
import type { Redemption } from "../../../promotions/redeem-promotion.ts";
import { selectCheckoutRules } from "./checkout-rules.sql.ts";
import type { AppliedPromotion } from "./judge-promotions.ts";
import { priceOrRefuse } from "./quote-checkout.ts";
import { readCategories, readCollections } from "./read-categories.ts";

/** A line as the order keeps it: a copy of what was sold, whatever happens to the product later. */
export interface DraftLine {
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly slug: string;
  readonly sku: string | null;
  readonly title: string;
  readonly variantTitle: string;
  readonly image: ProductImage | null;
  readonly weightGrams: number;
  readonly requiresShipping: boolean;
  readonly quantity: number;
  readonly taxable: boolean;
  readonly giftCard: boolean;
  readonly unitPriceMinor: number;
  readonly totalMinor: number;
  /** Its shares of the order's discount and tax. */
  readonly discountMinor: number;
  readonly taxMinor: number;
}

/** The use of a promotion, as far as the draft knows it. */
export type DraftPromotion = Omit<Redemption, "orderId" | "customerKeys" | "salesMinor">;

/** An order, priced and ready to be written. Amounts in minor units of `currency`. */
export interface OrderDraft extends OrderTotals {
  readonly lines: readonly DraftLine[];
  readonly currency: Currency;
  /** Where it is taxed, and where it goes if anything ships. */
  readonly country: string;
  readonly taxRateBp: number;
  readonly shippingTaxed: boolean;
  /** Null when nothing needs shipping. */
  readonly shipping: {
    readonly address: Address;
    readonly method: { readonly id: string; readonly title: string };
  } | null;
  /** What gift cards may pay of the total. */
  readonly payableByGiftCardMinor: number;
  /** The code that was applied. */
  readonly promotionCode: string | null;
  /** Redeemed in the transaction that writes the order. */
  readonly promotions: readonly DraftPromotion[];
}

export interface OrderRequest {
  readonly lines: readonly { readonly variantId: VariantId; readonly quantity: number }[];
  /** Where it is taxed, and where that stands in the input. */
  readonly destination: Place;
  readonly addressPath: "shippingAddress" | "billingAddress";
  /** As it is stored. Required, with the method, when anything ships. */
  readonly shippingAddress: Address | null;
  readonly shippingMethodId: string | undefined;
  readonly promotionCode: string | null;
  /** What staff take off an order that they put together, to which no promotion applies. Absent for a cart. */
  readonly staffDiscount?: Effect | null;
  /** Whom a use of the code counts for. */
  readonly customerKeys: readonly string[];
}

function toDraftLine(
  line: { readonly variantId: VariantId; readonly quantity: number; readonly variant: PricedVariant },
  amounts: Pick<DraftLine, "unitPriceMinor" | "totalMinor" | "discountMinor" | "taxMinor">,
): DraftLine {
  const { productId, slug, sku, title, variantTitle, image, weightGrams, requiresShipping, taxable, giftCard } =
    line.variant;
  return {
    variantId: line.variantId,
    productId,
    slug,
    sku,
    title,
    variantTitle,
    image,
    weightGrams,
    requiresShipping,
    quantity: line.quantity,
    taxable,
    giftCard,
    ...amounts,
  };
}

/** How an order ships that has to. Says which of the two is missing. */
function shippingOf(
  { shippingAddress: address, shippingMethodId }: OrderRequest,
  method: ShippingMethod | null,
): NonNullable<OrderDraft["shipping"]> {
  const t = getTranslations("fieldProblems");
  if (!address || shippingMethodId === undefined) {
    throw new AppError("invalid_input", {
      message: getTranslations("errorDetails")("addressMissing"),
      fields: {
        ...(address ? {} : { shippingAddress: t("required") }),
        ...(shippingMethodId === undefined ? { shippingMethodId: t("choice") } : {}),
      },
    });
  }
  if (method?.id !== shippingMethodId) throw new AppError("shipping_unavailable");
  return { address, method: { id: method.id, title: method.title } };
}

function toDraftPromotion({ promotion, part, scope, discountMinor }: AppliedPromotion): DraftPromotion {
  return {
    promotionId: promotion.id,
    code: promotion.code,
    singleUse: promotion.method === "codes",
    limited: promotion.limited,
    limitedByCustomer: promotion.limitedByCustomer,
    discountMinor,
    minimumMinor: promotion.minimumMinor,
    minimumQuantity: unitsNeeded(promotion),
    lines: scope.flatMap((isOwn, at) => (isOwn ? [{ position: at + 1, discountMinor: part.linesMinor[at] ?? 0 }] : [])),
  };
}

/**
 * Prices the lines of a cart with the same functions as the quote, but strictly: it refuses everything that does not hold
 * (`variant_unavailable`, `shipping_unavailable`, `invalid_input` when it has to ship and the address or the method is missing, `promotion_invalid`, `cart_empty`). A code that would save nothing is left out, and so not used up. Reads only; the caller compares
 * `totalMinor` with what the shopper was shown. Two statements, and one more each where a promotion names categories or collections.
 */
export async function draftOrder(db: Db, wish: OrderRequest): Promise<OrderDraft> {
  const { destination, addressPath } = wish;
  const code = wish.promotionCode;
  const [variants, { rules, found: offered }] = await Promise.all([
    priceVariants(
      db,
      wish.lines.map((line) => line.variantId),
    ),
    selectCheckoutRules(db, { country: destination.country, code, customerKeys: wish.customerKeys }),
  ]);
  const found = wish.staffDiscount === undefined ? offered : [];
  const lines = wish.lines.flatMap(({ variantId, quantity }) => {
    const variant = variants.get(variantId);
    return variant ? [{ variantId, quantity, variant }] : [];
  });
  if (lines.length === 0) throw new AppError("cart_empty");
  if (!lines.every(({ variant }) => isSellable(variant))) throw new AppError("variant_unavailable");
  const priced = priceOrRefuse({
    lines,
    rules,
    promotions: { code, found },
    staffDiscount: wish.staffDiscount ?? null,
    categories: await readCategories(db, lines, found),
    collections: await readCollections(db, lines, found),
    destination,
    addressPath,
    shippingMethodId: wish.shippingMethodId ?? null,
  });
  const { price, unitsMinor, promotions } = priced;
  const shipping = priced.requiresShipping ? shippingOf(wish, priced.method) : null;
  const entered = promotions.code;
  if (entered?.outcome === "refused") throw new AppError("promotion_invalid", { message: entered.message });
  const { lines: parts, ...totals } = price;
  return {
    ...totals,
    lines: lines.map((line, index) => {
      return toDraftLine(line, {
        unitPriceMinor: unitsMinor[index] ?? 0,
        totalMinor: parts[index]?.totalMinor ?? 0,
        discountMinor: parts[index]?.discountMinor ?? 0,
        taxMinor: parts[index]?.taxMinor ?? 0,
      });
    }),
    currency: SHOP_CURRENCY,
    country: destination.country,
    taxRateBp: priced.taxRateBp,
    shippingTaxed: priced.shippingTaxed,
    shipping,
    payableByGiftCardMinor: priced.payableByGiftCardMinor,
    promotionCode: entered?.outcome === "applied" ? entered.code : null,
    promotions: promotions.applied.map(toDraftPromotion),
  };
}
