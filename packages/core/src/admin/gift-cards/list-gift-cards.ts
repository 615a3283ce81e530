import type {
  AdminGiftCard,
  AdminGiftCardDetail,
  AdminGiftCardPage,
  AdminListGiftCards,
} from "@cartwright/contracts/admin-gift-cards";
import { canonicalEmail } from "@cartwright/contracts/email-address";
import { isGiftCardCode, normalizeGiftCardCode } from "@cartwright/contracts/gift-card-text";
import type { GiftCardId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { z } from "zod";
import { AppError } from "../../kernel/app-error.ts";
import { decodeCursor, toPage } from "../../kernel/cursor.ts";
import { hashSecret } from "../../kernel/ids.ts";
import { showEmail } from "../../kernel/show-email.ts";
import { readShopTime } from "../../orders/shop-time.ts";
import {
  type GiftCardRow,
  type GiftCardSearch,
  selectGiftCard,
  selectGiftCards,
  selectHistory,
} from "./gift-cards.sql.ts";
import { lastDayOf } from "./last-day.ts";

const Position = z.tuple([z.int().min(0), z.uuid()]);
const HISTORY_MAX = 100;
const LAST4 = /^[a-z0-9]{4}$/i;

const show = (
  { createdUs: _cursor, isDisabled: _state, createdAt, expiresAt, recipientEmail, ...row }: GiftCardRow,
  timeZone: string,
): AdminGiftCard => ({
  ...row,
  recipientEmail: recipientEmail && showEmail(recipientEmail),
  expiresAt: expiresAt?.toISOString() ?? null,
  lastDay: expiresAt && lastDayOf(expiresAt, timeZone),
  createdAt: createdAt.toISOString(),
});

/** What is typed into the search is a code, its end, or an address. */
function searchOf(query: string): GiftCardSearch | null {
  if (query === "") return null;
  if (isGiftCardCode(query)) return { codeHash: hashSecret(normalizeGiftCardCode(query)) };
  if (LAST4.test(query)) return { last4: query.toUpperCase() };
  return { recipientEmail: canonicalEmail(query) };
}

/** Gift cards, newest first. Throws `invalid_input` for a cursor of another list. */
export async function listGiftCards(db: Db, input: z.output<typeof AdminListGiftCards>): Promise<AdminGiftCardPage> {
  const [createdUs, id] = input.cursor ? decodeCursor(input.cursor, Position) : [];
  const rows = await selectGiftCards(db, {
    search: searchOf(input.query),
    state: input.state ?? null,
    before: createdUs !== undefined && id !== undefined ? { createdUs, id } : null,
    limit: input.limit + 1,
  });
  const { shown, nextCursor } = toPage(rows, input.limit, (last) => [last.createdUs, last.id]);
  const { timeZone } = await readShopTime(db);
  return { items: shown.map((row) => show(row, timeZone)), nextCursor };
}

/** One card as it is in lists. Throws `not_found`. */
export async function readGiftCard(db: Db | Tx, id: GiftCardId): Promise<AdminGiftCard> {
  const row = await selectGiftCard(db, id, "unlocked");
  if (!row) throw new AppError("not_found");
  const { timeZone } = await readShopTime(db);
  return show(row, timeZone);
}

/** One card with what happened to its value. Throws `not_found`. */
export async function getGiftCard(db: Db, id: GiftCardId): Promise<AdminGiftCardDetail> {
  const card = await readGiftCard(db, id);
  const history = await selectHistory(db, id, HISTORY_MAX);
  return { ...card, history: history.map(({ at, ...entry }) => Object.assign(entry, { at: at.toISOString() })) };
}
