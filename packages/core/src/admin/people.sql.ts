import type { UserId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import { sessionStands } from "../accounts/sessions/active-session.ts";
import { atMicroseconds, microsecondsOf } from "../kernel/microseconds.ts";

export interface PersonRow {
  readonly id: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly role: string;
  readonly status: string;
  readonly verified: boolean;
  readonly second_factor: boolean;
  readonly marketing_consent: boolean;
  readonly created_at: Date;
  /** Microseconds since the epoch, for cursors. */
  readonly created_us: number;
  readonly tries: number | null;
  readonly locked_until: Date | null;
}

// Attempts are counted by the hash of the address. An expired lock counts as none.
const PERSON = sql`u.id, u.email, u.first_name, u.last_name, u.role, u.status, u.email_verified_at is not null as verified,
  u.totp_enabled_at is not null as second_factor, u.marketing_consent, u.created_at, ${microsecondsOf(sql`u.created_at`)} as created_us,
  g.failures as tries, case when g.locked_until > now() then g.locked_until end as locked_until`;
/** The attempts `g` to log in to the account `u`. */
export const LOGIN_GUARD = sql`left join accounts.login_guards as g on g.email_hash = sha256(convert_to(u.email, 'UTF8'))`;

export interface PeoplePosition {
  readonly createdUs: number;
  readonly id: string;
}
const after = (position: PeoplePosition | null) =>
  position ? sql`(u.created_at, u.id) < (${atMicroseconds(position.createdUs)}, ${position.id}::uuid)` : sql`true`;

export interface StaffListRow extends PersonRow {
  /** When one of the active sessions was last refreshed. */
  readonly last_seen_at: Date | null;
}

/** Staff, newest first. */
export async function selectStaff(
  db: Db,
  page: { readonly before: PeoplePosition | null; readonly limit: number },
): Promise<StaffListRow[]> {
  const { rows } = await sql<StaffListRow>`
    select ${PERSON},
      (select max(s.last_seen_at) from accounts.sessions as s where s.user_id = u.id and s.revoked_at is null) as last_seen_at
    from accounts.users as u ${LOGIN_GUARD}
    where u.role <> 'shopper' and u.status <> 'deleted' and ${after(page.before)}
    order by u.created_at desc, u.id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** One account that is not deleted, of a customer or of staff. */
export async function selectPerson(
  db: Db,
  which: { readonly id: UserId; readonly staff: boolean },
): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`
    select ${PERSON} from accounts.users as u ${LOGIN_GUARD}
    where u.id = ${which.id} and u.status <> 'deleted' and (u.role <> 'shopper') = ${which.staff}`.execute(db);
  return rows[0];
}

/** The active sessions of a person, last seen first, 50 at most. */
export async function selectOpenSessions(db: Db, userId: UserId) {
  return db
    .selectFrom("accounts.sessions as s")
    .select(["id", "user_agent", "address", "created_at", "last_seen_at"])
    .where("user_id", "=", userId)
    .where(sessionStands)
    .orderBy("last_seen_at", "desc")
    .limit(50)
    .execute();
}
