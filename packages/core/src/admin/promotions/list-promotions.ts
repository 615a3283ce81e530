import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { AdminListPromotions, AdminPromotionPage, AdminPromotionRow } from "@cartwright/contracts/promotions";
import type { Db } from "@cartwright/db/client";
import { z } from "zod";
import { decodeCursor, toPage } from "../../kernel/cursor.ts";
import { type PromotionListRow, selectPromotionList } from "./promotions.sql.ts";

const Position = z.tuple([z.int().min(0), z.uuid()]);

export function toPromotionRow(row: PromotionListRow): AdminPromotionRow {
  return {
    id: row.id,
    title: row.title,
    method: row.method,
    code: row.code,
    kind: row.kind,
    percentBp: row.percentBp,
    amountMinor: row.amountMinor,
    buyQuantity: row.buyQuantity,
    getQuantity: row.getQuantity,
    currency: SHOP_CURRENCY,
    startsAt: row.startsAt?.toISOString() ?? null,
    endsAt: row.endsAt?.toISOString() ?? null,
    usageLimit: row.usageLimit,
    state: row.state,
    used: row.used,
    discountMinor: row.discountMinor,
    salesMinor: row.salesMinor,
    createdAt: row.createdAt.toISOString(),
  };
}

/** Promotions for the back office, newest first. Throws `invalid_input` for a cursor of another list. */
export async function listPromotions(
  db: Db,
  input: z.output<typeof AdminListPromotions>,
): Promise<z.infer<typeof AdminPromotionPage>> {
  const [createdUs, id] = input.cursor ? decodeCursor(input.cursor, Position) : [];
  const rows = await selectPromotionList(db, {
    query: input.query || null,
    states: input.state ?? [],
    method: input.method ?? null,
    before: createdUs !== undefined && id ? { createdUs, id } : null,
    limit: input.limit + 1,
  });
  const { shown, nextCursor } = toPage(rows, input.limit, (last) => [last.createdUs, last.id]);
  return {
    items: shown.map(toPromotionRow),
    nextCursor,
  };
}
