import type { AdminListCustomers, CustomerPage } from "@cartwright/contracts/admin-people";
import { addDays } from "@cartwright/contracts/calendar";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { Role } from "@cartwright/contracts/permissions";
import { startOfDate } from "@cartwright/contracts/time-zone";
import type { Db } from "@cartwright/db/client";
import type { z } from "zod";
import { AppError } from "../../kernel/app-error.ts";
import { showEmail } from "../../kernel/show-email.ts";
import { readShopTime } from "../../orders/shop-time.ts";
import { readStaffQuery } from "../../search/read-query.ts";
import { readPosition, toPeoplePage } from "../people-cursor.ts";
import { type ListedCustomerRow, selectCustomers } from "./customers.sql.ts";
import { seesSpending } from "./get-customer.ts";

type Filter = z.output<typeof AdminListCustomers>;

/** Whether a filter is by what customers have spent. */
export const asksForSpending = ({
  spentMinMinor,
  spentMaxMinor,
}: Pick<Filter, "spentMinMinor" | "spentMaxMinor">): boolean =>
  spentMinMinor !== undefined || spentMaxMinor !== undefined;

/** When the days of the shop's calendar begin and end. */
async function orderedWithin(db: Db, { orderedFrom, orderedTo }: Filter) {
  if (orderedFrom === undefined && orderedTo === undefined) return { from: null, before: null };
  const { timeZone } = await readShopTime(db);
  return {
    from: orderedFrom === undefined ? null : new Date(startOfDate(orderedFrom, timeZone)),
    before: orderedTo === undefined ? null : new Date(startOfDate(addDays(orderedTo, 1), timeZone)),
  };
}

const toRow = (row: ListedCustomerRow, role: Role) => ({
  id: row.id,
  kind: row.is_member ? ("member" as const) : ("guest" as const),
  email: showEmail(row.email),
  firstName: row.first_name,
  lastName: row.last_name,
  status: row.status === "active" ? ("active" as const) : ("disabled" as const),
  emailVerified: row.verified,
  createdAt: row.created_at.toISOString(),
  lockedUntil: row.locked_until?.toISOString() ?? null,
  country: row.country,
  tags: [...row.tags],
  orderCount: row.orders,
  spentMinor: seesSpending(role) ? row.spent_minor : null,
  currency: SHOP_CURRENCY,
  lastOrderAt: row.last_order_at?.toISOString() ?? null,
});

/**
 * Members and guests, newest first, by the beginnings of words in their names and email addresses, and by filters that all must be met.
 * Sums follow orders within seconds. Throws `invalid_input` for a cursor of another list, and `forbidden` for a filter by what
 * a reader with this role may not see.
 */
export async function listCustomers(db: Db, input: Filter, role: Role = "shopper"): Promise<CustomerPage> {
  if (asksForSpending(input) && !seesSpending(role)) throw new AppError("forbidden");
  const search = input.query ? await readStaffQuery(db, input.query) : null;
  if (input.query && search === null) return { items: [], nextCursor: null };
  const rows = await selectCustomers(db, {
    search,
    status: input.status ?? null,
    kind: input.kind ?? null,
    tag: input.tag ?? null,
    country: input.country ?? null,
    subscribed: input.subscribed ?? null,
    orders: { min: input.ordersMin ?? null, max: input.ordersMax ?? null },
    spentMinor: { min: input.spentMinMinor ?? null, max: input.spentMaxMinor ?? null },
    ordered: await orderedWithin(db, input),
    before: readPosition(input.cursor),
    limit: input.limit + 1,
  });
  const { shown, nextCursor } = toPeoplePage(rows, input.limit);
  return { items: shown.map((row) => toRow(row, role)), nextCursor };
}
