import type { UserId } from "@cartwright/contracts/ids";
import { showStatuses } from "@cartwright/contracts/order-status";
import type { OrderRecord } from "@cartwright/contracts/orders";
import type { Deps } from "../kernel/deps.ts";
import { showEmail } from "../kernel/show-email.ts";
import { type OrderRecordRow, selectOrderRecords } from "./order-reads.sql.ts";

const PAGE = 100;
/** Larger exports are made by staff on request. */
const PAGES_MAX = 20;

function showRecord({ id: _id, position: _position, state, createdAt, ...stored }: OrderRecordRow): OrderRecord {
  return { ...stored, email: showEmail(stored.email), ...showStatuses(state), createdAt: createdAt.toISOString() };
}

/** A member's orders for their data export, newest first, two thousand at most. */
export async function exportOrders(deps: Pick<Deps, "db">, userId: UserId): Promise<OrderRecord[]> {
  const records: OrderRecord[] = [];
  let after: readonly [string, string] | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const rows: OrderRecordRow[] = await selectOrderRecords(deps.db, userId, { after, limit: PAGE });
    records.push(...rows.map(showRecord));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) break;
    after = [last.position, last.id];
  }
  return records;
}
