import type { Customer, CustomerAddress } from "@cartwright/contracts/admin-people";
import { StoredAddress } from "@cartwright/contracts/checkout";
import { CustomerId, OrderNumber, UserId } from "@cartwright/contracts/ids";
import { Currency, SHOP_CURRENCY } from "@cartwright/contracts/money";
import { showStatuses } from "@cartwright/contracts/order-status";
import { holds, type Role } from "@cartwright/contracts/permissions";
import type { Db } from "@cartwright/db/client";
import { listAddresses } from "../../accounts/profile/list-addresses.ts";
import type { LocateAddress } from "../../accounts/sign-in/place-of.ts";
import { AppError } from "../../kernel/app-error.ts";
import { showEmail } from "../../kernel/show-email.ts";
import { formatAddress } from "../../places/format-address.ts";
import { selectOpenSessions, selectPerson } from "../people.sql.ts";
import { personOf, sessionsOf } from "../person-view.ts";
import {
  type CurrencySum,
  type CustomerRow,
  type RecentOrder,
  selectCustomer,
  selectOpenReturns,
  selectRecentOrders,
  selectShippedTo,
  selectSums,
} from "./customer.sql.ts";

interface Reader {
  readonly role: Role;
  readonly locateAddress: LocateAddress;
}

/** Whether a role sees network addresses and what customers have spent. */
export const seesSpending = (role: Role): boolean => holds(role, "customers:disable");

const showOrder = (order: RecentOrder): Customer["recentOrders"][number] => ({
  number: OrderNumber.parse(order.number),
  ...showStatuses(order.state),
  createdAt: order.created_at.toISOString(),
  totalMinor: order.total_minor,
  currency: Currency.parse(order.currency),
});

const earliest = (times: readonly Date[]) => times.toSorted((one, other) => one.getTime() - other.getTime());

/** The average is only shown and never paid, so it may be rounded. */
function showSums(sums: readonly CurrencySum[], sees: boolean): Customer["orders"] {
  const total = (key: "placed" | "confirmed") => sums.reduce((sum, each) => sum + each[key], 0);
  return {
    count: total("placed"),
    confirmed: total("confirmed"),
    spentMinor: sees ? (sums.find(({ currency }) => currency === SHOP_CURRENCY)?.spent_minor ?? 0) : null,
    currency: SHOP_CURRENCY,
    sums: sees
      ? sums.map(({ currency, confirmed, spent_minor }) => ({
          currency: Currency.parse(currency),
          orders: confirmed,
          spentMinor: spent_minor,
          averageMinor: confirmed === 0 ? 0 : Math.round(spent_minor / confirmed),
        }))
      : null,
    firstAt: earliest(sums.map(({ first_at }) => first_at))[0]?.toISOString() ?? null,
    lastAt:
      earliest(sums.map(({ last_at }) => last_at))
        .at(-1)
        ?.toISOString() ?? null,
  };
}

const ADDRESSES_SHOWN_MAX = 10;

/** Saved addresses, then those of orders that are not among them. */
function showAddresses(
  saved: readonly { readonly isDefault: boolean; readonly lines: string[] }[],
  shippedTo: readonly { readonly address: unknown }[],
): CustomerAddress[] {
  const shown = new Map<string, CustomerAddress>();
  for (const { isDefault, lines } of saved) shown.set(lines.join("\n"), { source: "saved", isDefault, lines });
  for (const { address } of shippedTo) {
    const stored = StoredAddress.safeParse(address);
    if (!stored.success) continue;
    const lines = formatAddress(stored.data);
    const key = lines.join("\n");
    if (!shown.has(key)) shown.set(key, { source: "order", isDefault: false, lines });
  }
  return [...shown.values()].slice(0, ADDRESSES_SHOWN_MAX);
}

/** The account of a member, and whether it can be logged in to. A guest has neither. */
async function readAccess(db: Db, row: CustomerRow, { role, locateAddress }: Reader) {
  if (!row.is_member) {
    const { id, email, first_name: firstName, last_name: lastName } = row;
    const nothing = { lockedUntil: null, secondFactor: false, failedTries: 0, marketingConsent: false, sessions: [] };
    const person = { id, email: showEmail(email), firstName, lastName, status: "active" as const };
    return { ...person, ...nothing, emailVerified: false, createdAt: row.created_at.toISOString() };
  }
  const userId = UserId.parse(row.id);
  const [person, sessions] = await Promise.all([
    selectPerson(db, { id: userId, staff: false }),
    selectOpenSessions(db, userId),
  ]);
  if (!person) throw new AppError("not_found");
  return {
    ...personOf(person),
    id: row.id,
    secondFactor: person.second_factor,
    failedTries: person.tries ?? 0,
    marketingConsent: person.marketing_consent,
    sessions: sessionsOf(sessions, seesSpending(role) ? locateAddress : null),
  };
}

/**
 * A customer, member or guest, as far as the reader's role may see them: network addresses and the amount spent are for those who may
 * disable accounts. The sums are exact: they are read from the orders. Staff are not customers. Throws `not_found`.
 */
export async function getCustomer(db: Db, id: CustomerId, reader: Reader): Promise<Customer> {
  const row = await selectCustomer(db, id);
  if (!row) throw new AppError("not_found");
  const [access, saved, sums, recent, shippedTo, returns] = await Promise.all([
    readAccess(db, row, reader),
    row.is_member ? listAddresses({ db }, UserId.parse(row.id)) : [],
    selectSums(db, id),
    selectRecentOrders(db, id),
    selectShippedTo(db, id),
    selectOpenReturns(db, id),
  ]);
  return {
    ...access,
    id: CustomerId.parse(row.id),
    kind: row.is_member ? "member" : "guest",
    country: row.country,
    tags: [...row.tags],
    otherEmails: row.other_emails.map(showEmail),
    orders: showSums(sums, seesSpending(reader.role)),
    addresses: showAddresses(saved, shippedTo),
    openReturns: returns.map(({ id: returnId, number, state, created_at }) => ({
      id: returnId,
      number,
      state,
      createdAt: created_at.toISOString(),
    })),
    recentOrders: recent.map(showOrder),
  };
}
