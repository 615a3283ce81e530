import { type Quote, type QuoteRequest, SHOP_COUNTRY } from "@cartwright/contracts/checkout";
import { MoneyRangeError, SHOP_CURRENCY } from "@cartwright/contracts/money";
import { getTranslations } from "@cartwright/messages/get-translations";
import { ownerOf } from "../../../cart/cart-owner.ts";
import { loadCart, type LoadedCart } from "../../../cart/load-cart.ts";
import { isSellable } from "../../../cart/sellable.ts";
import type { Actor } from "../../../kernel/actor.ts";
import { AppError } from "../../../kernel/app-error.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { type Place, resolvePlace } from "../../../places/resolve-place.ts";
import { type QuotedGiftCards, quoteGiftCards } from "../../../payments/gift-cards/quote-gift-cards.ts";
import { customerKeysOf } from "../../../promotions/customer-key.ts";
import { selectCheckoutRules } from "./checkout-rules.sql.ts";
import { type CheckoutFacts, type CheckoutLine, priceCheckout, type PricedCheckout } from "./price-checkout.ts";
import { quoteVersion } from "./quote-version.ts";
import { readCategories, readCollections } from "./read-categories.ts";

/** A cart that cannot be ordered as it is gets no price but an error with the reason. */
function requireOrderable(cart: LoadedCart): void {
  if (cart.lines.length === 0) throw new AppError("cart_empty");
  const discontinued = cart.lines.find((line) => !isSellable(line.variant));
  if (discontinued) {
    throw new AppError("variant_unavailable", {
      message: getTranslations("errorDetails")("discontinued", { title: discontinued.variant.title }),
    });
  }
  const short = cart.lines.find((line) => line.available < line.quantity);
  if (short) {
    const { title } = short.variant;
    const t = getTranslations("errorDetails");
    const message = short.available === 0 ? t("soldOut", { title }) : t("fewLeft", { title, count: short.available });
    throw new AppError("out_of_stock", { message });
  }
}

/** Each unit of a gift card is a card with a code of its own, all of them made at once and listed in one email. */
const GIFT_CARD_UNITS_MAX = 50;

function refuseTooManyGiftCards(lines: readonly CheckoutLine[]): void {
  const units = lines.reduce((sum, { quantity, variant }) => sum + (variant.giftCard ? quantity : 0), 0);
  if (units <= GIFT_CARD_UNITS_MAX) return;
  const message = getTranslations("errorDetails")("tooManyGiftCards", { max: GIFT_CARD_UNITS_MAX });
  throw new AppError("invalid_input", { message });
}

/** The place that decides about the tax: where it ships to, else where it is billed. */
export const addressPathOf = ({
  billingAddress,
  shippingAddress,
}: Pick<QuoteRequest, "shippingAddress" | "billingAddress">): "shippingAddress" | "billingAddress" =>
  billingAddress && !shippingAddress ? "billingAddress" : "shippingAddress";

/** {@link priceCheckout}, refusing an order that is too large in amounts or gift cards instead of failing. */
export function priceOrRefuse(facts: CheckoutFacts): PricedCheckout {
  refuseTooManyGiftCards(facts.lines);
  try {
    return priceCheckout(facts);
  } catch (cause) {
    if (cause instanceof MoneyRangeError) {
      throw new AppError("invalid_input", { message: getTranslations("errorDetails")("orderTooLarge"), cause });
    }
    throw cause;
  }
}

function toQuoteLine(
  { variantId, quantity, variant }: CheckoutLine,
  amounts: { readonly unitPriceMinor: number; readonly totalMinor: number },
): Quote["lines"][number] {
  const { productId, title, variantTitle } = variant;
  return { variantId, productId, title, variantTitle, quantity, ...amounts };
}

/**
 * What the actor's cart costs, as an order placed now would cost. Without an address it is an estimate for the shop's own country.
 * A method that is not offered is replaced by the first that is. A code that does not apply, or a gift card that pays nothing, says
 * why and changes nothing.
 * The uses of a code are counted by `accountEmail` (a member's; null for guests) and the `email` of the request. Writes nothing. Errors: `cart_empty`, `variant_unavailable`, `out_of_stock`, and
 * `invalid_input` for a region that is not in the list of its country, or is missing where the tax depends on it.
 */
export async function quoteCheckout(
  deps: Pick<Deps, "db">,
  actor: Actor,
  input: QuoteRequest & { readonly accountEmail: string | null },
): Promise<Quote> {
  const addressPath = addressPathOf(input);
  const destination = resolvePlace(input[addressPath] ?? { country: SHOP_COUNTRY }, addressPath);
  const { country } = destination;
  const code = input.promotionCode ?? null;
  const customerKeys = customerKeysOf({ accountEmail: input.accountEmail, email: input.email });
  const [cart, { rules, found }] = await Promise.all([
    loadCart(deps.db, ownerOf(actor)),
    selectCheckoutRules(deps.db, { country, code, customerKeys }),
  ]);
  requireOrderable(cart);
  const priced = priceOrRefuse({
    lines: cart.lines,
    rules,
    promotions: { code, found },
    categories: await readCategories(deps.db, cart.lines, found),
    collections: await readCollections(deps.db, cart.lines, found),
    destination,
    addressPath,
    shippingMethodId: input.shippingMethodId ?? null,
  });
  const due = { amountMinor: priced.payableByGiftCardMinor, currency: SHOP_CURRENCY };
  return toQuote(cart.lines, priced, {
    destination,
    giftCards: await quoteGiftCards(deps.db, input.giftCards ?? [], due),
  });
}

const NO_GIFT_CARDS: QuotedGiftCards = { cards: [], paidMinor: 0 };

/** A priced checkout as it is shown. */
export function toQuote(
  given: readonly CheckoutLine[],
  priced: PricedCheckout,
  { destination, giftCards = NO_GIFT_CARDS }: { readonly destination: Place; readonly giftCards?: QuotedGiftCards },
): Quote {
  const { country } = destination;
  const { price, unitsMinor, taxRateBp, taxArea, requiresShipping, methods, method, freeShipping, promotions } = priced;
  const { lines: _parts, ...totals } = price;
  const lines = given.map((line, index) => {
    return toQuoteLine(line, {
      unitPriceMinor: unitsMinor[index] ?? 0,
      totalMinor: price.lines[index]?.totalMinor ?? 0,
    });
  });
  const shippingMethodId = method?.id ?? null;
  const entered = promotions.code;
  const isApplied = entered?.outcome === "applied";
  const giftCardMinor = giftCards.paidMinor;
  const promotionCode = isApplied ? entered.code : null;
  return {
    ...totals,
    taxRateBp,
    destination: { country, region: destination.region || null, taxArea: taxArea?.name ?? null },
    lines,
    currency: SHOP_CURRENCY,
    requiresShipping,
    shippingMethods: [...methods],
    shippingMethodId,
    freeShipping,
    promotion: entered && { code: entered.code, applied: isApplied, message: entered.message },
    promotions: [
      ...promotions.applied.map(({ promotion, title, discountMinor }) => {
        return { title, code: promotion.code, applied: true, message: title, discountMinor };
      }),
      ...promotions.missed.map(({ title, message }) => {
        return { title, code: null, applied: false, message, discountMinor: 0 };
      }),
    ],
    giftCards: giftCards.cards,
    giftCardMinor,
    dueMinor: totals.totalMinor - giftCardMinor,
    version: quoteVersion({
      lines,
      totals,
      currency: SHOP_CURRENCY,
      country,
      shippingMethodId,
      promotionCode,
      giftCardMinor,
    }),
  };
}
