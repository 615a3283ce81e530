import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import { newId } from "@cartwright/core/kernel/ids";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

export const WELCOME = { id: newId(), code: "WELCOME10", percentBp: 1_000 } as const;

/** Writes the codes. `used` is how many of the demo orders used WELCOME10. */
export async function writePromotions(tx: Tx, used: number): Promise<void> {
  const day = sql`interval '1 day'`;
  const plain = { currency: null, percent_bp: null, amount_minor: null, minimum_minor: 0, used: 0 };
  const limits = { usage_limit: null, per_customer_limit: null, starts_at: null, ends_at: null };
  await tx
    .insertInto("promotions.promotions")
    .values([
      {
        ...plain,
        ...limits,
        id: WELCOME.id,
        code: WELCOME.code,
        title: "Ten per cent off your first order",
        kind: "percentage",
        percent_bp: WELCOME.percentBp,
        per_customer_limit: 1,
        used,
      },
      {
        ...plain,
        ...limits,
        id: newId(),
        code: "FREESHIP",
        title: "We pay the postage from 40 euros",
        kind: "free_shipping",
        minimum_minor: 4_000,
      },
      {
        ...plain,
        ...limits,
        id: newId(),
        code: "FIVEOFF",
        title: "Five euros off, for the first fifty",
        kind: "fixed",
        amount_minor: 500,
        currency: SHOP_CURRENCY,
        minimum_minor: 2_500,
        usage_limit: 50,
      },
      {
        ...plain,
        ...limits,
        id: newId(),
        code: "HARVEST20",
        title: "Twenty per cent off in harvest week",
        kind: "percentage",
        percent_bp: 2_000,
        starts_at: sql<Date>`now() - 40 * ${day}`,
        ends_at: sql<Date>`now() - 33 * ${day}`,
      },
    ])
    .execute();
}
