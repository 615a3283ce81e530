import { formatMoney, SHOP_CURRENCY } from "@cartwright/contracts/amounts";
import type { AdminCreatePromotion, AdminPromotionRow } from "@cartwright/contracts/promotions";
import type { getTranslations } from "@cartwright/messages/get-translations";

type Translate = ReturnType<typeof getTranslations<"adminPromotions">>;
/** The first names are written out, so that a sentence stays one. */
const NAMES_MAX = 3;

type Effect = Pick<AdminPromotionRow, "kind" | "percentBp" | "amountMinor" | "buyQuantity" | "getQuantity">;
/** What describes a promotion: the values entered, and the names of the goods that it applies to. */
export interface Described extends AdminCreatePromotion {
  readonly names: readonly string[];
  /** Whether these are categories only. */
  readonly areCategories: boolean;
}

/** What it does: "10% off", "Buy 2, get 1 free". */
export function effectWords(
  t: Translate,
  effect: { readonly [Name in keyof Effect]?: Effect[Name] | undefined },
): string {
  const percent = (effect.percentBp ?? 0) / 100;
  switch (effect.kind) {
    case "fixed":
      return t("words.fixed", { amount: formatMoney(effect.amountMinor ?? 0, SHOP_CURRENCY) });
    case "free_shipping":
      return t("words.free_shipping");
    case "buy_x_get_y": {
      const [buy, get] = [effect.buyQuantity ?? 0, effect.getQuantity ?? 0];
      return percent === 100 ? t("words.getFree", { buy, get }) : t("words.buyGet", { buy, get, percent });
    }
    default:
      return t("words.percentage", { percent });
  }
}

function listed(t: Translate, names: readonly string[]): string {
  const shown = names.slice(0, NAMES_MAX);
  const first = shown.slice(0, -1).join(t("words.separator"));
  if (names.length > NAMES_MAX)
    return t("words.more", { first: shown.join(t("words.separator")), count: names.length - NAMES_MAX });
  return shown.length > 1 ? t("words.and", { first, last: shown.at(-1) ?? "" }) : (shown[0] ?? "");
}

function whatWords(t: Translate, promotion: Described): string {
  const effect = effectWords(t, promotion);
  const { kind, areCategories } = promotion;
  if (promotion.names.length === 0)
    return kind === "percentage" ? t("words.everything", { effect }) : t("words.orders", { effect });
  const names = listed(t, promotion.names);
  if (kind === "free_shipping") return t("words.shippingWith", { effect, names });
  if (kind === "buy_x_get_y") return t("words.setsOf", { effect, names });
  return areCategories ? t("words.everythingIn", { effect, names }) : t("words.items", { effect, names });
}

function limitWords(t: Translate, { usageLimit, perCustomerLimit }: Described): string[] {
  const each =
    perCustomerLimit === 1
      ? [t("words.once")]
      : perCustomerLimit
        ? [t("words.perCustomer", { count: perCustomerLimit })]
        : [];
  return [...each, ...(usageLimit ? [t("words.total", { count: usageLimit })] : [])];
}

/** Writes a time on a zone's clock, in the same way on the server and in every browser: `1 Dec 2026 09:00`. */
export function shopTime(at: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).formatToParts(Date.parse(at));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("day")} ${of("month")} ${of("year")} ${of("hour")}:${of("minute")}`;
}

function dateWords(t: Translate, { startsAt, endsAt }: Described, timeZone: string): string {
  const zone = timeZone.replaceAll("_", " ");
  const [from, to] = [startsAt, endsAt].map((at) => (at ? shopTime(at, timeZone) : ""));
  if (from && to) return t("words.between", { from, to, zone });
  if (from) return t("words.from", { from, zone });
  return to ? t("words.until", { to, zone }) : t("words.always");
}

/** What a promotion will do, as a sentence for the staff who are about to save it. */
export function describePromotion(t: Translate, promotion: Described, timeZone: string): string {
  const { code, method, minimumMinor, minimumQuantity } = promotion;
  const isScoped = promotion.names.length > 0 ? "yes" : "other";
  const details = [
    method === "code" ? t("words.code", { code: code ?? "" }) : t(`words.${method}`),
    ...(minimumMinor > 0 ? [t("words.minimum", { amount: formatMoney(minimumMinor, SHOP_CURRENCY), isScoped })] : []),
    ...(minimumQuantity > 0 ? [t("words.quantity", { count: minimumQuantity })] : []),
    ...limitWords(t, promotion),
    dateWords(t, promotion, timeZone),
  ].join(t("words.separator"));
  const combination = t(promotion.combinable ? "words.together" : "words.alone");
  return t("words.sentence", { what: whatWords(t, promotion), details, combination });
}
