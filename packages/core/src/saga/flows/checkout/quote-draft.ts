import { type Quote, SHOP_COUNTRY } from "@cartwright/contracts/checkout";
import type { DraftDiscount } from "@cartwright/contracts/order-drafts";
import type { Db } from "@cartwright/db/client";
import { getTranslations } from "@cartwright/messages/get-translations";
import { isSellable } from "../../../cart/sellable.ts";
import { type PricedVariant, priceVariants } from "../../../catalog/price-variants.ts";
import { UNKNOWN_STOCK } from "../../../inventory/availability.ts";
import { readAvailability } from "../../../inventory/read-availability.ts";
import { AppError, isAppError } from "../../../kernel/app-error.ts";
import type { StoredDraft } from "../../../orders/order-drafts.ts";
import { resolvePlace } from "../../../places/resolve-place.ts";
import type { Effect } from "../../../pricing/effect.ts";
import { selectCheckoutRules } from "./checkout-rules.sql.ts";
import { priceOrRefuse, toQuote } from "./quote-checkout.ts";

/** What the stored discount of a draft takes off its goods. */
export function discountOf(draft: StoredDraft): DraftDiscount | null {
  const { discountKind: kind, discountValue: value, discountReason: reason } = draft;
  if (kind === null || value === null) return null;
  return kind === "percentage" ? { kind, percentBp: value, reason } : { kind, amountMinor: value, reason };
}

/** The same as an effect on the price. */
export function effectOf(draft: StoredDraft): Effect | null {
  const discount = discountOf(draft);
  if (discount === null) return null;
  const { reason: _reason, ...effect } = discount;
  return effect;
}

interface AvailableLine {
  readonly quantity: number;
  readonly available: number;
  readonly variant: PricedVariant;
}

/** As `requireOrderable` of a cart, in words for an order that the reader may be unable to change. */
function requireAvailable(lines: readonly AvailableLine[]): void {
  const t = getTranslations("errorDetails");
  const gone = lines.find(({ variant }) => !isSellable(variant));
  if (gone) throw new AppError("variant_unavailable", { message: t("draftItemGone", { title: gone.variant.title }) });
  const short = lines.find(({ available, quantity }) => available < quantity);
  if (!short) return;
  const { available: count, variant } = short;
  const { title } = variant;
  throw new AppError("out_of_stock", {
    message: count === 0 ? t("draftItemSoldOut", { title }) : t("draftItemFewLeft", { title, count }),
  });
}

/** A draft with what it costs now, or why it cannot be ordered as it is. */
export interface QuotedDraft {
  readonly quote: Quote | null;
  readonly problem: string | null;
  readonly variants: Awaited<ReturnType<typeof priceVariants>>;
}

/**
 * What an order that staff put together costs now, by the same functions as a cart: the prices, taxes and delivery of the day, and
 * the discount that staff give instead of promotions. Writes nothing and holds nothing. Throws as `quoteCheckout`.
 */
export async function quoteDraft(db: Db, draft: StoredDraft): Promise<Quote> {
  return quoteAt(db, draft, await readVariants(db, draft));
}

const readVariants = (db: Db, { lines }: StoredDraft) =>
  priceVariants(
    db,
    lines.map(({ variantId }) => variantId),
  );

async function quoteAt(db: Db, draft: StoredDraft, variants: QuotedDraft["variants"]): Promise<Quote> {
  const destination = resolvePlace(draft.shippingAddress ?? { country: SHOP_COUNTRY }, "shippingAddress");
  const variantIds = draft.lines.map(({ variantId }) => variantId);
  const [available, { rules }] = await Promise.all([
    readAvailability(db, variantIds),
    selectCheckoutRules(db, { country: destination.country, code: null, customerKeys: [] }),
  ]);
  const lines = draft.lines.flatMap(({ variantId, quantity }) => {
    const variant = variants.get(variantId);
    const stock = available.get(variantId) ?? UNKNOWN_STOCK;
    return variant ? [{ variantId, quantity, seenPriceMinor: variant.priceMinor, variant, ...stock }] : [];
  });
  if (lines.length < draft.lines.length) throw new AppError("variant_unavailable");
  requireAvailable(lines);
  const priced = priceOrRefuse({
    lines,
    rules,
    promotions: { code: null, found: [] },
    staffDiscount: effectOf(draft),
    categories: new Map(),
    collections: new Map(),
    destination,
    addressPath: "shippingAddress",
    shippingMethodId: draft.shippingMethodId,
  });
  return toQuote(lines, priced, { destination });
}

/** The same, with the reason in place of a price where it cannot be ordered. */
export async function tryQuoteDraft(db: Db, draft: StoredDraft): Promise<QuotedDraft> {
  const variants = await readVariants(db, draft);
  try {
    return { quote: await quoteAt(db, draft, variants), problem: null, variants };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { quote: null, problem: error.message, variants };
  }
}

/** Throws `invalid_input` for a draft that ships and lacks an address, or a method that is offered. */
export function requireComplete(draft: StoredDraft, message: string, quote: Quote): void {
  const { shippingAddress, shippingMethodId } = draft;
  const ships = shippingAddress !== null && shippingMethodId !== null && quote.shippingMethodId === shippingMethodId;
  if (quote.requiresShipping && !ships) throw new AppError("invalid_input", { message });
}
