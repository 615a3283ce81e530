import type { CategoryId, CollectionId, ProductId } from "@cartwright/contracts/ids";
import type { AdminPromotion, PromotionKind, PromotionMethod } from "@cartwright/contracts/promotions";
import { localTime } from "@cartwright/contracts/time-zone";
import { percentOf } from "../shell/read-percent.ts";
import { typedMoney } from "../shell/typed-money.ts";

export interface Named<Id> {
  readonly id: Id;
  readonly title: string;
}

/** The form of a promotion, as typed. Times are on the shop's clock: `2026-12-01T09:00`. */
export interface PromotionForm {
  readonly method: PromotionMethod;
  readonly title: string;
  readonly code: string;
  readonly kind: PromotionKind;
  readonly percent: string;
  readonly amount: string;
  readonly buyQuantity: string;
  readonly getQuantity: string;
  readonly products: readonly Named<ProductId>[];
  readonly categories: readonly Named<CategoryId>[];
  readonly collections: readonly Named<CollectionId>[];
  readonly minimum: string;
  readonly minimumQuantity: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly usageLimit: string;
  readonly perCustomerLimit: string;
  readonly combinable: boolean;
}

export const EMPTY: PromotionForm = {
  method: "code",
  title: "",
  code: "",
  kind: "percentage",
  percent: "",
  amount: "",
  buyQuantity: "2",
  getQuantity: "1",
  products: [],
  categories: [],
  collections: [],
  minimum: "",
  minimumQuantity: "",
  startsAt: "",
  endsAt: "",
  usageLimit: "",
  perCustomerLimit: "",
  combinable: false,
};

const typed = (value: number | null) => (value === null ? "" : String(value));

function typedTime(at: string | null, timeZone: string): string {
  if (at === null) return "";
  const { date, time } = localTime(Date.parse(at), timeZone);
  return `${date}T${time}`;
}

/** The form of a promotion that exists. */
export function formOf(promotion: AdminPromotion, timeZone: string): PromotionForm {
  return {
    method: promotion.method,
    title: promotion.title,
    code: promotion.code ?? "",
    kind: promotion.kind,
    percent: promotion.percentBp === null ? "" : percentOf(promotion.percentBp),
    amount: typedMoney(promotion.amountMinor || null),
    buyQuantity: typed(promotion.buyQuantity) || EMPTY.buyQuantity,
    getQuantity: typed(promotion.getQuantity) || EMPTY.getQuantity,
    products: promotion.products,
    categories: promotion.categories,
    collections: promotion.collections,
    minimum: typedMoney(promotion.minimumMinor || null),
    minimumQuantity: promotion.minimumQuantity === 0 ? "" : String(promotion.minimumQuantity),
    startsAt: typedTime(promotion.startsAt, timeZone),
    endsAt: typedTime(promotion.endsAt, timeZone),
    usageLimit: typed(promotion.usageLimit),
    perCustomerLimit: typed(promotion.perCustomerLimit),
    combinable: promotion.combinable,
  };
}

/** What a field says, for a comparison with what someone else saved. */
export function textOf(value: PromotionForm[keyof PromotionForm]): string {
  if (typeof value === "object") return value.map(({ title }) => title).join(", ");
  return String(value);
}
