import type { CustomerId, UserId } from "@cartwright/contracts/ids";
import type { Currency } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** Takes up to `limit` changes off the list, the oldest first. Those that another worker has taken are left to it. */
export async function takeChanges(
  tx: Tx,
  limit: number,
): Promise<readonly { readonly userId: string | null; readonly email: string | null }[]> {
  const { rows } = await sql<{ userId: string | null; email: string | null }>`
    delete from accounts.customer_changes where id in (
      select id from accounts.customer_changes order by id limit ${limit} for update skip locked)
    returning user_id as "userId", email`.execute(tx);
  return rows;
}

/** Gives members the addresses that they have verified, with what guests ordered under them. By ascending id. */
export async function claimMailboxes(tx: Tx, userIds: readonly string[]): Promise<void> {
  await sql`
    select accounts.claim_mailbox(id) from (select unnest(${userIds.toSorted()}::uuid[]) as id offset 0) as member`.execute(
    tx,
  );
}

/** The customers behind addresses that orders were placed under without an account; new ones are added. By ascending mailbox. */
export async function customersOfEmails(tx: Tx, emails: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select accounts.customer_of_email(email) as id from (
      select email from unnest(${[...emails]}::text[]) as given (email) order by accounts.mailbox_of(email), email offset 0
    ) as given`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Sums up what customers ordered, in the shop's currency. Returns how many there are. */
export async function sumUp(tx: Tx, ids: readonly string[], currency: Currency): Promise<number> {
  const { rows } = await sql<{ many: number }>`
    select accounts.sum_up_customers(${[...ids]}::uuid[], ${currency}) as many`.execute(tx);
  return rows[0]?.many ?? 0;
}

/** Makes customers of accounts that were there before, by id. Returns how many; zero when all are done. */
export async function fillMembers(tx: Tx, limit: number): Promise<number> {
  const { rows } = await sql<{ found: number }>`
    with place as materialized (
      select users_after from accounts.customer_fill where not users_done for update
    ), member as materialized (
      select u.id from accounts.users as u where u.id > (select users_after from place) order by u.id limit ${limit}
    ), filled as materialized (
      select accounts.project_member(u) from member join accounts.users as u on u.id = member.id
    ), moved as (
      update accounts.customer_fill set users_after = coalesce((select max(id::text)::uuid from member), users_after),
        users_done = not exists (select from member)
      where exists (select from place)
    )
    select count(*)::int as found from filled`.execute(tx);
  return rows[0]?.found ?? 0;
}

/** Lists whom orders that were there before belong to, by time. Returns how many orders; zero when all are done. */
export async function listPastOrders(tx: Tx, limit: number): Promise<number> {
  const { rows } = await sql<{ found: number }>`select accounts.list_past_orders(${limit}::int) as found`.execute(tx);
  return rows[0]?.found ?? 0;
}

/** Which customer one became, if it was merged into another. */
export async function selectMerged(tx: Tx, id: CustomerId): Promise<CustomerId | null> {
  const { rows } = await sql<{ id: CustomerId }>`
    select into_id as id from accounts.customer_merges where id = ${id}`.execute(tx);
  return rows[0]?.id ?? null;
}

/** Locks customers that are listed, by ascending id. Returns those there are. */
export async function lockCustomers(
  tx: Tx,
  ids: readonly CustomerId[],
): Promise<readonly { readonly id: CustomerId; readonly isMember: boolean; readonly email: string }[]> {
  const { rows } = await sql<{ id: CustomerId; isMember: boolean; email: string }>`
    select id, is_member as "isMember", email from accounts.customers
    where id = any(${[...ids]}::uuid[]) and status <> 'hidden' order by id for update`.execute(tx);
  return rows;
}

/** Moves notes, tags and addresses of guests from one customer to another, which is then gone. */
export async function joinCustomers(tx: Tx, gone: CustomerId, kept: CustomerId): Promise<void> {
  await sql`select accounts.join_customers(${gone}::uuid, ${kept}::uuid)`.execute(tx);
}

/** The addresses under which customers ordered without logging in, the oldest first. */
export async function selectEmailsOf(tx: Tx, ids: readonly CustomerId[], limit: number): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`
    select email from accounts.customer_emails where customer_id = any(${[...ids]}::uuid[])
    order by added_at, email limit ${limit}`.execute(tx);
  return rows.map(({ email }) => email);
}

/** Moves saved addresses to another account as far as it may have more, the default first. The account keeps its own default. */
export async function moveAddresses(
  tx: Tx,
  { from, to }: { readonly from: UserId; readonly to: UserId },
  max: number,
): Promise<void> {
  await sql`
    update accounts.addresses set user_id = ${to},
      is_default = is_default and not exists (select from accounts.addresses where user_id = ${to} and is_default)
    where id in (
      select id from accounts.addresses where user_id = ${from} order by is_default desc, created_at
      limit greatest(0, ${max}::int - (select count(*)::int from accounts.addresses where user_id = ${to})))`.execute(
    tx,
  );
}

/** Deletes a guest with notes, tags and known addresses. A member goes with the account. */
export async function deleteCustomer(tx: Tx, id: CustomerId): Promise<void> {
  await tx.deleteFrom("accounts.customers").where("id", "=", id).execute();
}
