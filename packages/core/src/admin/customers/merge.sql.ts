import type { CustomerId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import { sessionStands } from "../../accounts/sessions/active-session.ts";

export interface MergedRow {
  readonly id: CustomerId;
  readonly is_member: boolean;
  readonly email: string;
  readonly name: string;
  readonly status: "active" | "disabled";
  readonly second_factor: boolean;
  readonly verified: boolean;
  readonly addresses: number;
  readonly notes: number;
  readonly tags: readonly string[];
}

/** What a merge asks of two customers. */
export async function selectPair(db: Db, ids: readonly CustomerId[]): Promise<MergedRow[]> {
  const { rows } = await sql<MergedRow>`
    select c.id, c.is_member, c.email, concat_ws(' ', nullif(c.first_name, ''), nullif(c.last_name, '')) as name, c.status,
      coalesce(u.totp_enabled_at is not null, false) as second_factor, coalesce(u.email_verified_at is not null, false) as verified,
      (select count(*)::int from accounts.addresses as a where a.user_id = c.id) as addresses,
      (select count(*)::int from accounts.customer_notes as n where n.customer_id = c.id) as notes,
      array(select t.tag from accounts.customer_tags as t where t.customer_id = c.id order by t.tag) as tags
    from accounts.customers as c left join accounts.users as u on u.id = c.id
    where c.id = any(${[...ids]}::uuid[]) and c.status <> 'hidden'`.execute(db);
  return rows;
}

/** How many sessions of an account are open. */
export async function countSessions(db: Db, id: CustomerId): Promise<number> {
  const row = await db
    .selectFrom("accounts.sessions as s")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("user_id", "=", id)
    .where(sessionStands)
    .executeTakeFirst();
  return row?.count ?? 0;
}
