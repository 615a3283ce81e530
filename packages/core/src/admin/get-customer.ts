import type { Customer } from "@cartwright/contracts/admin-people";
import { OrderNumber, type UserId } from "@cartwright/contracts/ids";
import { Currency, SHOP_CURRENCY } from "@cartwright/contracts/money";
import { showStatuses } from "@cartwright/contracts/order-status";
import { holds, type Role } from "@cartwright/contracts/permissions";
import type { Db } from "@cartwright/db/client";
import type { LocateAddress } from "../accounts/sign-in/place-of.ts";
import { AppError } from "../kernel/app-error.ts";
import {
  type RecentOrder,
  selectOpenSessions,
  selectOrderSums,
  selectPerson,
  selectRecentOrders,
} from "./people.sql.ts";
import { personOf, sessionsOf } from "./person-view.ts";

const showOrder = (order: RecentOrder): Customer["recentOrders"][number] => ({
  number: OrderNumber.parse(order.number),
  ...showStatuses(order.state),
  createdAt: order.created_at.toISOString(),
  totalMinor: order.total_minor,
  currency: Currency.parse(order.currency),
});

/**
 * A customer, as far as the reader's role may see them: network addresses and the amount spent are for those who may disable
 * accounts. Staff are not customers. Throws `not_found`.
 */
export async function getCustomer(
  db: Db,
  id: UserId,
  reader: { readonly role: Role; readonly locateAddress: LocateAddress },
): Promise<Customer> {
  const row = await selectPerson(db, { id, staff: false });
  if (!row) throw new AppError("not_found");
  const [sessions, sums, recent] = await Promise.all([
    selectOpenSessions(db, id),
    selectOrderSums(db, id, SHOP_CURRENCY),
    selectRecentOrders(db, id),
  ]);
  const seesAll = holds(reader.role, "customers:disable");
  return {
    ...personOf(row),
    secondFactor: row.second_factor,
    failedTries: row.tries ?? 0,
    marketingConsent: row.marketing_consent,
    sessions: sessionsOf(sessions, seesAll ? reader.locateAddress : null),
    orders: { count: sums.count, spentMinor: seesAll ? sums.spent_minor : null, currency: SHOP_CURRENCY },
    recentOrders: recent.map(showOrder),
  };
}
