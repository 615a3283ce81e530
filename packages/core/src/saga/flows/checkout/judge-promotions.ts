import { SHOP_CURRENCY, sumMinor } from "@cartwright/contracts/money";
import { getTranslations } from "@cartwright/messages/get-translations";
import { combineOffers, type Offer, type OfferPart, type OrderDiscount } from "../../../pricing/combine-offers.ts";
import { describePromotion, type EligibleLine, evaluatePromotion } from "../../../promotions/evaluate-promotion.ts";
import type { Promotion } from "../../../promotions/promotion.ts";

/** What was found for a checkout: the promotion of the code, if there is one, and those that apply without a code. */
export interface FoundPromotions {
  /** The code that was entered. */
  readonly code: string | null;
  readonly found: readonly Promotion[];
}

export interface AppliedPromotion {
  readonly promotion: Promotion;
  readonly part: OfferPart;
  readonly scope: readonly boolean[];
  readonly title: string;
  readonly discountMinor: number;
}

/** What became of the entered code. A `refused` one cannot be used; others are left out because they would save nothing. */
export interface CodeResult {
  readonly code: string;
  readonly outcome: "applied" | "left_out" | "refused";
  readonly message: string;
}

export interface JudgedPromotions {
  readonly discount: OrderDiscount;
  readonly applied: readonly AppliedPromotion[];
  /** Promotions without a code that lack only their minimum. */
  readonly missed: readonly { readonly title: string; readonly message: string }[];
  readonly code: CodeResult | null;
}

interface JudgedGoods {
  readonly lines: readonly (EligibleLine & { readonly key: string })[];
  /** The price of shipping once this is left to pay for each line. */
  readonly shippingPriceOf: (leftMinor: readonly number[]) => number;
}

/** Decides which promotions apply to a checkout, and says why the entered code does or does not. Pure. */
export function judgePromotions({ code, found }: FoundPromotions, goods: JudgedGoods): JudgedPromotions {
  const currency = SHOP_CURRENCY;
  const judged = found.map((promotion) => ({
    promotion,
    title: describePromotion(promotion, currency),
    evaluation: evaluatePromotion(promotion, { lines: goods.lines, currency }),
  }));
  const offers = judged.flatMap(({ evaluation }): Offer[] => (evaluation.eligible ? [evaluation.offer] : []));
  const { linesMinor, shippingMinor, parts, left } = combineOffers(offers, goods);
  const applied = parts.flatMap((part): AppliedPromotion[] => {
    const of = judged.find(({ promotion }) => promotion.id === part.id);
    if (!of?.evaluation.eligible) return [];
    const discountMinor = sumMinor([...part.linesMinor, part.shippingMinor]);
    return [{ promotion: of.promotion, title: of.title, part, scope: of.evaluation.offer.scope, discountMinor }];
  });
  const result = (): CodeResult | null => {
    if (code === null) return null;
    const t = getTranslations("cartProblems");
    const of = judged.find(({ promotion }) => promotion.code !== null);
    if (!of) return { code, outcome: "refused", message: t("code.invalid") };
    if (!of.evaluation.eligible)
      return { code, outcome: "refused", message: of.evaluation.message ?? t("code.invalid") };
    const why = left.find(({ id }) => id === of.promotion.id)?.reason;
    if (why === undefined) return { code, outcome: "applied", message: of.title };
    return { code, outcome: "left_out", message: t(why === "beaten" ? "code.beaten" : "code.noEffect") };
  };
  return {
    discount: { linesMinor, shippingMinor },
    applied,
    missed: judged.flatMap(({ promotion, title, evaluation }) =>
      promotion.code !== null || evaluation.eligible || evaluation.message === null
        ? []
        : [{ title, message: evaluation.message }],
    ),
    code: result(),
  };
}
