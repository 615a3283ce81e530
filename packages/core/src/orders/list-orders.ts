import type { UserId } from "@cartwright/contracts/ids";
import { showStatuses } from "@cartwright/contracts/order-status";
import type { OrderList } from "@cartwright/contracts/orders";
import type { PageRequest } from "@cartwright/contracts/paging";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../kernel/cursor.ts";
import type { Deps } from "../kernel/deps.ts";
import { type OrderSummaryRow, selectOrdersOf } from "./order-reads.sql.ts";

/** The last row's time as Postgres writes it, and its id. */
const Position = z.tuple([
  z
    .string()
    .max(40)
    .regex(/^\d{4}-\d\d-\d\d [\d:.+]+$/),
  z.uuid(),
]);

function showSummary(row: OrderSummaryRow): z.infer<typeof OrderList>["items"][number] {
  const { number, state, createdAt, totalMinor, currency, lineCount, image } = row;
  return {
    number,
    ...showStatuses(state),
    createdAt: createdAt.toISOString(),
    totalMinor,
    currency,
    lineCount,
    image,
  };
}

/** A member's own orders, newest first, one page at a time. */
export async function listOrders(
  deps: Pick<Deps, "db">,
  member: { readonly userId: UserId },
  page: PageRequest,
): Promise<z.infer<typeof OrderList>> {
  const after = page.cursor === undefined ? null : decodeCursor(page.cursor, Position);
  const rows = await selectOrdersOf(deps.db, member.userId, { after, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return { items: shown.map(showSummary), nextCursor: last ? encodeCursor([last.position, last.id]) : null };
}
