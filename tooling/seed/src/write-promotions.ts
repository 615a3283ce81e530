import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import { DEFAULT_TIME_ZONE, startOfDay } from "@cartwright/contracts/time-zone";
import { newId } from "@cartwright/core/kernel/ids";
import { drawCode } from "@cartwright/core/promotions/draw-code";
import type { DB } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import type { Insertable } from "kysely";

/** Codes that demo orders use, at the same percentage. */
export const WELCOME = { id: newId(), code: "WELCOME10", percentBp: 1_000 } as const;
export const EARLY = { id: newId(), code: "EARLYBIRD", percentBp: WELCOME.percentBp } as const;

/** What the demo orders used of a code. Amounts in minor units. */
export interface Earned {
  readonly used: number;
  readonly discountMinor: number;
  readonly salesMinor: number;
}

type Row = Insertable<DB["promotions.promotions"]>;

const DAY_MS = 86_400_000;
/** The start of a day of the shop, some days after a time. */
const startOf = (now: Date, days: number) => new Date(startOfDay(now.getTime() + days * DAY_MS, DEFAULT_TIME_ZONE));
/** The last moment before it. */
const before = (now: Date, days: number) => new Date(startOf(now, days).getTime() - 1);
const earnedBy = ({ used, discountMinor, salesMinor }: Earned) => ({
  used,
  discount_minor: discountMinor,
  sales_minor: salesMinor,
});
/** A row has all columns, because rows are inserted together. */
const row = (fields: Partial<Row> & Pick<Row, "kind">): Row => ({
  id: newId(),
  method: "code",
  code: null,
  title: "",
  percent_bp: null,
  amount_minor: null,
  buy_quantity: null,
  get_quantity: null,
  currency: null,
  category_ids: [],
  minimum_minor: 0,
  combinable: false,
  starts_at: null,
  ends_at: null,
  usage_limit: null,
  per_customer_limit: null,
  used: 0,
  discount_minor: 0,
  sales_minor: 0,
  active: true,
  ...fields,
});

/** Promotions that can be used now. */
function current(category: string[], welcome: Earned): Row[] {
  return [
    row({
      id: WELCOME.id,
      code: WELCOME.code,
      title: "Ten per cent off your first order",
      kind: "percentage",
      percent_bp: WELCOME.percentBp,
      per_customer_limit: 1,
      ...earnedBy(welcome),
    }),
    row({
      code: "FREESHIP",
      title: "We pay the postage from 40 euros",
      kind: "free_shipping",
      minimum_minor: 4_000,
      currency: SHOP_CURRENCY,
      combinable: true,
    }),
    row({
      code: "FIVEOFF",
      title: "Five euros off, for the first fifty",
      kind: "fixed",
      amount_minor: 500,
      currency: SHOP_CURRENCY,
      minimum_minor: 2_500,
      usage_limit: 50,
    }),
    row({
      code: "3FOR2",
      title: "Three for the price of two",
      kind: "buy_x_get_y",
      buy_quantity: 2,
      get_quantity: 1,
      percent_bp: 10_000,
      category_ids: category,
    }),
    row({
      method: "automatic",
      title: "Five per cent off orders from 500 euros",
      kind: "percentage",
      percent_bp: 500,
      currency: SHOP_CURRENCY,
      minimum_minor: 50_000,
      combinable: true,
    }),
  ];
}

/** Promotions that cannot be used now, one for each reason. */
function others(category: string[], { early, now }: { readonly early: Earned; readonly now: Date }): Row[] {
  return [
    row({
      method: "automatic",
      title: "Fifteen per cent off for a week",
      kind: "percentage",
      percent_bp: 1_500,
      category_ids: category,
      starts_at: startOf(now, 7),
      ends_at: before(now, 14),
    }),
    row({
      id: EARLY.id,
      code: EARLY.code,
      title: "Ten per cent off for early birds",
      kind: "percentage",
      percent_bp: EARLY.percentBp,
      usage_limit: Math.max(1, early.used),
      ...earnedBy(early),
    }),
    row({
      code: "HARVEST20",
      title: "Twenty per cent off in harvest week",
      kind: "percentage",
      percent_bp: 2_000,
      starts_at: startOf(now, -40),
      ends_at: before(now, -33),
    }),
    row({ code: "OPENING", title: "Free shipping in our first week", kind: "free_shipping", active: false }),
  ];
}

/** Writes promotions in every state, with what the demo orders used of them, and a batch of single-use codes. */
export async function writePromotions(
  tx: Tx,
  earned: { readonly welcome: Earned; readonly early: Earned; readonly now: Date },
): Promise<void> {
  const first = await tx.selectFrom("catalog.categories").select("id").orderBy("position").limit(1).execute();
  const category = first.map(({ id }) => id);
  const letter = row({ method: "codes", title: "Thank-you letter", kind: "fixed", amount_minor: 1_000 });
  await tx
    .insertInto("promotions.promotions")
    .values([...current(category, earned.welcome), ...others(category, earned), letter])
    .execute();
  const codes = Array.from({ length: 20 }, () => drawCode("THANKS"));
  const batch = { id: newId(), promotion_id: letter.id, prefix: "THANKS", size: codes.length };
  await tx.insertInto("promotions.code_batches").values(batch).execute();
  await tx
    .insertInto("promotions.codes")
    .values(codes.map((code) => ({ code, promotion_id: letter.id, batch_id: batch.id })))
    .execute();
}
