import type { AdminListOrders, AdminOrderPage } from "@cartwright/contracts/admin";
import { addDays } from "@cartwright/contracts/calendar";
import type { DayPeriod } from "@cartwright/contracts/day-period";
import { OrderNumber } from "@cartwright/contracts/ids";
import { Currency } from "@cartwright/contracts/money";
import { showStatuses } from "@cartwright/contracts/order-status";
import type { OrderTrouble } from "@cartwright/contracts/order-trouble";
import { workOf } from "@cartwright/contracts/order-work";
import { startOfDate } from "@cartwright/contracts/time-zone";
import type { Db } from "@cartwright/db/client";
import { z } from "zod";
import { decodeCursor, toPage } from "../kernel/cursor.ts";
import { showEmail } from "../kernel/show-email.ts";
import { readShopTime } from "../orders/shop-time.ts";
import { explainMatch } from "../search/explain-match.ts";
import { readOrderQuery } from "../search/read-query.ts";
import { staffWordsOf } from "../search/staff-words.ts";
import { showTroubles } from "./show-troubles.ts";
import { type OrderRow, selectOrders } from "./orders.sql.ts";

const Position = z.tuple([z.int().min(0), z.uuid()]);

const EXCERPT_MAX = 160;

/** The sentences of notes, each short enough to show. */
const sentencesOf = (notes: readonly string[]) =>
  notes.flatMap((note) => note.split(/(?<=[.!?])\s+|\n+/)).map((sentence) => sentence.slice(0, EXCERPT_MAX));

/** Why a search found this order, unless the list shows it in a column of its own. */
function matchOf(row: OrderRow, query: string) {
  const shown = [row.number, row.email, row.customer, ...row.tags].map((text) => ({ field: "shown" as const, text }));
  const lines = row.lines.map((text) => ({ field: "line" as const, text }));
  const hidden = [
    { field: "phone" as const, text: row.phone },
    ...lines,
    { field: "card" as const, text: row.card_last4 },
    { field: "address" as const, text: row.address },
    ...sentencesOf(row.notes).map((text) => ({ field: "note" as const, text })),
  ];
  const match = explainMatch(query, [...shown, ...hidden]);
  return match === null || match.field === "shown" ? null : { field: match.field, text: match.text };
}

const toRow = (row: OrderRow, query: string, trouble: OrderTrouble | null) => ({
  number: OrderNumber.parse(row.number),
  ...showStatuses(row.state),
  work: workOf(showStatuses(row.state), row.needs_person),
  email: showEmail(row.email),
  customer: row.customer,
  tags: [...row.tags],
  trouble,
  match: query === "" ? null : matchOf(row, query),
  createdAt: row.created_at.toISOString(),
  totalMinor: row.total_minor,
  currency: Currency.parse(row.currency),
  itemCount: row.item_count,
  saga: row.saga_state && row.saga_step ? { state: row.saga_state, step: row.saga_step } : null,
});

/** When days of the shop's calendar begin and end. */
async function boundsOf(db: Db, { from, to }: DayPeriod): Promise<{ readonly from: Date; readonly to: Date }> {
  const { timeZone } = await readShopTime(db);
  return { from: new Date(startOfDate(from, timeZone)), to: new Date(startOfDate(addDays(to, 1), timeZone)) };
}

/**
 * Orders for the back office, newest first. `query` finds words of the number, the email address, the delivery address, the phone
 * number, the lines' titles and SKUs, notes, tags and the last four digits of the card. Throws `invalid_input` for a cursor of another list.
 */
export async function listOrdersForStaff(
  db: Db,
  input: z.output<typeof AdminListOrders>,
): Promise<z.infer<typeof AdminOrderPage>> {
  const [createdUs, id] = input.cursor ? decodeCursor(input.cursor, Position) : [];
  const query = input.query ?? "";
  const { words, isNumber } = staffWordsOf(query.trim());
  const search = query === "" ? null : await readOrderQuery(db, words);
  if (query !== "" && search === null) return { items: [], nextCursor: null };
  const rows = await selectOrders(db, {
    search,
    isNumber,
    view: input.view ?? null,
    tag: input.tag ?? null,
    customer: input.customer ?? null,
    status: input.orderStatus ?? [],
    paymentStatus: input.paymentStatus ?? [],
    fulfillmentStatus: input.fulfillmentStatus ?? [],
    placed: input.placed ? await boundsOf(db, input.placed) : null,
    before: createdUs !== undefined && id ? { createdUs, id } : null,
    limit: input.limit + 1,
  });
  const { shown: items, nextCursor } = toPage(rows, input.limit, (last) => [last.created_us, last.id]);
  const failing = items.filter((row) => row.needs_person).map((row) => row.id);
  const troubles = failing.length === 0 ? null : await showTroubles(db, failing);
  return {
    items: items.map((row) => toRow(row, query, troubles?.get(row.id)?.[0] ?? null)),
    nextCursor,
  };
}
