import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import { inTransaction } from "@cartwright/db/transaction";
import type { Deps } from "../../kernel/deps.ts";
import { claimMailboxes, customersOfEmails, fillMembers, listPastOrders, sumUp, takeChanges } from "./customers.sql.ts";

const given = (values: readonly (string | null)[]) => [...new Set(values.filter((value) => value !== null))];

/**
 * Takes up to `limit` changes of accounts and orders: adds guests, gives members what they ordered as guests under an address that they have
 * verified since, and sums up what each ordered. Returns how many changes it took. Safe to run at any time, by several at once.
 */
export async function refreshCustomers(deps: Pick<Deps, "db">, limit: number): Promise<number> {
  return inTransaction(deps.db, async (tx) => {
    const changes = await takeChanges(tx, limit);
    if (changes.length === 0) return 0;
    const members = given(changes.map(({ userId }) => userId));
    await claimMailboxes(tx, members);
    const others = await customersOfEmails(tx, given(changes.map(({ email }) => email)));
    await sumUp(tx, [...new Set([...members, ...others])], SHOP_CURRENCY);
    return changes.length;
  });
}

/**
 * Fills the list of customers in a shop that had accounts and orders before: up to `limit` accounts, then orders, from where the last call
 * ended. Returns how many it read; zero when everything is there.
 */
export async function fillCustomers(deps: Pick<Deps, "db">, limit: number): Promise<number> {
  return inTransaction(deps.db, async (tx) => (await fillMembers(tx, limit)) || listPastOrders(tx, limit));
}
