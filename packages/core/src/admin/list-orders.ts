import type { AdminListOrders, AdminOrderPage } from "@cartwright/contracts/admin";
import { canonicalEmail } from "@cartwright/contracts/email-address";
import { OrderNumber } from "@cartwright/contracts/ids";
import { Currency } from "@cartwright/contracts/money";
import { showStatuses } from "@cartwright/contracts/order-status";
import type { Db } from "@cartwright/db/client";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../kernel/cursor.ts";
import { showEmail } from "../kernel/show-email.ts";
import { type OrderFilter, type OrderRow, selectOrders } from "./orders.sql.ts";

const Position = z.tuple([z.int().min(0), z.uuid()]);

const toRow = (row: OrderRow) => ({
  number: OrderNumber.parse(row.number),
  ...showStatuses(row.state),
  email: showEmail(row.email),
  createdAt: row.created_at.toISOString(),
  totalMinor: row.total_minor,
  currency: Currency.parse(row.currency),
  itemCount: row.item_count,
  saga: row.saga_state && row.saga_step ? { state: row.saga_state, step: row.saga_step } : null,
});

/**
 * A search for orders: a whole email address, or the start of a number, with or without `CW`, dashes and capitals. Null
 * when there is nothing to search for.
 */
export function parseOrderSearch(text: string): OrderFilter["search"] {
  if (text.includes("@")) return { email: canonicalEmail(text) };
  const symbols = text
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, "")
    .replace(/^CW/, "");
  if (symbols === "") return null;
  const [first, rest] = [symbols.slice(0, 4), symbols.slice(4, 8)];
  return { numberPrefix: rest === "" ? `CW-${first}` : `CW-${first}-${rest}` };
}

/**
 * Orders for the back office, newest first. `query` is the start of a number or a whole email address. Throws
 * `invalid_input` for a cursor of another list.
 */
export async function listOrdersForStaff(
  db: Db,
  input: z.output<typeof AdminListOrders>,
): Promise<z.infer<typeof AdminOrderPage>> {
  const [createdUs, id] = input.cursor ? decodeCursor(input.cursor, Position) : [];
  const rows = await selectOrders(db, {
    search: parseOrderSearch(input.query ?? ""),
    status: input.orderStatus ?? [],
    paymentStatus: input.paymentStatus ?? [],
    fulfillmentStatus: input.fulfillmentStatus ?? [],
    before: createdUs !== undefined && id ? { createdUs, id } : null,
    limit: input.limit + 1,
  });
  const items = rows.slice(0, input.limit);
  const last = items.at(-1);
  return {
    items: items.map(toRow),
    nextCursor: rows.length > input.limit && last ? encodeCursor([last.created_us, last.id]) : null,
  };
}
