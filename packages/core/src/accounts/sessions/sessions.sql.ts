import type { SessionId, UserId } from "@cartwright/contracts/ids";
import { Role } from "@cartwright/contracts/permissions";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { sessionStands } from "./active-session.ts";
import type { SessionLife, SessionLives } from "./session-lives.ts";

/** Why a session was revoked. */
export type RevokeReason =
  | "logout"
  | "revoked"
  | "reuse"
  | "password"
  | "email"
  | "role"
  | "disabled"
  | "deleted"
  | "second_factor";

export interface SessionRow {
  readonly sessionId: SessionId;
  readonly userId: UserId;
  readonly role: Role;
  /** True while the shop requires a second factor of staff and this user has none: then the role grants nothing. */
  readonly enrolmentDue: boolean;
  /** The first session of the log-in. Renewals keep it, so what is bound to it outlives them. */
  readonly logInId: SessionId;
}

interface RawSessionRow {
  session_id: string;
  log_in_id: string;
  user_id: string;
  role: string;
  enrolment_due: boolean;
}

const toSession = (row: RawSessionRow): SessionRow => ({
  // The tables' constraints guarantee that ids and roles satisfy their schemas.
  sessionId: row.session_id as SessionId,
  userId: row.user_id as UserId,
  role: Role.parse(row.role),
  enrolmentDue: row.enrolment_due,
  logInId: row.log_in_id as SessionId,
});

/** For the account `u`. */
const enrolmentDue = sql<boolean>`(u.role <> 'shopper' and u.totp_enabled_at is null
  and exists (select from accounts.policy where second_factor_required))`;

export interface NewSession {
  readonly id: SessionId;
  readonly userId: UserId;
  readonly userAgent: string;
  readonly address: string;
  readonly tokenId: string;
  readonly tokenHash: Buffer;
  readonly life: SessionLife;
}

/** Inserts a session and its first refresh token. Returns when that token expires. */
export async function insertSession(tx: Tx, session: NewSession): Promise<Date> {
  const { rows } = await sql<{ expires_at: Date }>`
    with made as (
      insert into accounts.sessions (id, user_id, expires_at, user_agent, address)
      values (${session.id}, ${session.userId}, now() + ${session.life.sessionSeconds} * interval '1 second',
              ${session.userAgent}, ${session.address})
      returning id, expires_at
    )
    insert into accounts.refresh_tokens (id, session_id, token_hash, expires_at)
    select ${session.tokenId}, made.id, ${session.tokenHash},
           least(made.expires_at, now() + ${session.life.refreshSeconds} * interval '1 second')
    from made
    returning expires_at`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("a session was not inserted");
  return row.expires_at;
}

/** The active ones among these sessions, by id. */
export async function findLiveSessions(
  db: Db,
  sessionIds: readonly SessionId[],
): Promise<ReadonlyMap<SessionId, SessionRow>> {
  const { rows } = await sql<RawSessionRow>`
    select s.id as session_id, coalesce(s.log_in_id, s.id) as log_in_id, s.user_id, u.role, ${enrolmentDue} as enrolment_due
    from accounts.sessions s join accounts.users u on u.id = s.user_id
    where s.id = any(${sessionIds}::uuid[]) and s.revoked_at is null and s.expires_at > now()
      and u.status = 'active'`.execute(db);
  return new Map(rows.map(toSession).map((session) => [session.sessionId, session]));
}

export interface Rotation {
  readonly tokenHash: Buffer;
  readonly nextId: string;
  readonly nextHash: Buffer;
  readonly lives: SessionLives;
  readonly userAgent: string;
  readonly address: string;
}

/**
 * Uses a refresh token and inserts its successor, in one statement: of all requests with the same token one gets a row and
 * the others get none. A token that is used, expired, or of an ended session gives none either.
 *
 * The current role and settings decide how long a session may be idle and how long it lasts; either may only shorten what
 * applied when the session began.
 */
export async function rotateToken(tx: Tx, rotation: Rotation): Promise<(SessionRow & { expiresAt: Date }) | null> {
  const { shopper, staff } = rotation.lives;
  const { rows } = await sql<RawSessionRow & { expires_at: Date }>`
    with used as (
      update accounts.refresh_tokens t
      set used_at = now(), replaced_by = ${rotation.nextId}
      from accounts.sessions s join accounts.users u on u.id = s.user_id
        cross join lateral (select
          case u.role when 'shopper' then ${shopper.refreshSeconds}::int else ${staff.refreshSeconds}::int end
            * interval '1 second' as rest,
          s.created_at + case u.role when 'shopper' then ${shopper.sessionSeconds}::int else ${staff.sessionSeconds}::int end
            * interval '1 second' as session_end) as life
      where t.token_hash = ${rotation.tokenHash} and t.used_at is null and t.expires_at > now()
        and t.issued_at + life.rest > now()
        and s.id = t.session_id and s.revoked_at is null and least(s.expires_at, life.session_end) > now()
        and u.status = 'active'
      returning s.id as session_id, coalesce(s.log_in_id, s.id) as log_in_id, s.user_id, u.role, ${enrolmentDue} as enrolment_due, life.rest,
        least(s.expires_at, life.session_end) as session_end
    ), seen as (
      update accounts.sessions s
      set last_seen_at = now(), expires_at = used.session_end, user_agent = ${rotation.userAgent},
          address = ${rotation.address}
      from used where s.id = used.session_id
    )
    insert into accounts.refresh_tokens as t (id, session_id, token_hash, expires_at)
    select ${rotation.nextId}, used.session_id, ${rotation.nextHash},
           least(used.session_end, now() + used.rest)
    from used
    returning t.expires_at, t.session_id,
      (select log_in_id from used) as log_in_id, (select user_id from used) as user_id, (select role from used) as role,
      (select enrolment_due from used) as enrolment_due`.execute(tx);
  const [row] = rows;
  return row ? { ...toSession(row), expiresAt: row.expires_at } : null;
}

export interface SpentTokenRow extends SessionRow {
  /** False once the session was revoked or has expired, or its user may not log in. */
  readonly live: boolean;
  readonly used: boolean;
  /** Used so recently that several requests of one browser may have sent it, and its successor is still valid. */
  readonly withinGrace: boolean;
  readonly userAgent: string;
  readonly successorHash: Buffer | null;
  readonly successorExpiresAt: Date | null;
}

/** The state of a refresh token that {@link rotateToken} refused. Null when there never was such a token. */
export async function findSpentToken(tx: Tx, tokenHash: Buffer, graceSeconds: number): Promise<SpentTokenRow | null> {
  const { rows } = await sql<
    RawSessionRow & {
      live: boolean;
      used: boolean;
      within_grace: boolean;
      user_agent: string;
      successor_hash: Buffer | null;
      successor_expires_at: Date | null;
    }
  >`
    select s.id as session_id, coalesce(s.log_in_id, s.id) as log_in_id, s.user_id, u.role,
      ${enrolmentDue} as enrolment_due, s.user_agent,
      (s.revoked_at is null and s.expires_at > now() and u.status = 'active') as live,
      t.used_at is not null as used,
      coalesce(t.used_at > clock_timestamp() - ${graceSeconds} * interval '1 second'
        and n.expires_at > clock_timestamp(), false) as within_grace,
      n.token_hash as successor_hash, n.expires_at as successor_expires_at
    from accounts.refresh_tokens t
    join accounts.sessions s on s.id = t.session_id
    join accounts.users u on u.id = s.user_id
    left join accounts.refresh_tokens n on n.id = t.replaced_by
    where t.token_hash = ${tokenHash}`.execute(tx);
  const [row] = rows;
  if (!row) return null;
  return {
    ...toSession(row),
    live: row.live,
    used: row.used,
    withinGrace: row.within_grace,
    userAgent: row.user_agent,
    successorHash: row.successor_hash,
    successorExpiresAt: row.successor_expires_at,
  };
}

/**
 * Inserts a copy of an open session, with a refresh token of its own that expires when the original's does. Returns that
 * time, or null when there is no such open session.
 */
export async function copySession(
  tx: Tx,
  original: {
    readonly userId: UserId;
    readonly sessionId: SessionId;
    readonly copy: { readonly id: SessionId; readonly tokenId: string; readonly tokenHash: Buffer };
  },
): Promise<Date | null> {
  const { userId, sessionId, copy } = original;
  const { rows } = await sql<{ expires_at: Date }>`
    with old as (
      select s.*, (select max(t.expires_at) from accounts.refresh_tokens t
        where t.session_id = s.id and t.used_at is null) as rests_until
      from accounts.sessions s where s.id = ${sessionId} and s.user_id = ${userId} and s.revoked_at is null
    ), made as (
      insert into accounts.sessions (id, user_id, log_in_id, created_at, expires_at, user_agent, address)
      select ${copy.id}::uuid, user_id, coalesce(log_in_id, id), created_at, expires_at, user_agent, address
      from old where rests_until is not null
      returning id
    )
    insert into accounts.refresh_tokens (id, session_id, token_hash, expires_at)
    select ${copy.tokenId}, made.id, ${copy.tokenHash}, old.rests_until from made, old
    returning expires_at`.execute(tx);
  return rows[0]?.expires_at ?? null;
}

/** Whether another session of the same log-in is open. */
export async function hasSuccessor(
  db: Db,
  session: { readonly sessionId: SessionId; readonly userId: UserId },
): Promise<boolean> {
  const { rows } = await sql`
    select from accounts.sessions as ended
    join accounts.sessions as next on next.user_id = ended.user_id
      and next.log_in_id = coalesce(ended.log_in_id, ended.id) and next.id <> ended.id and next.revoked_at is null
    where ended.id = ${session.sessionId} and ended.user_id = ${session.userId} limit 1`.execute(db);
  return rows.length > 0;
}

export interface RevokeWhich {
  readonly userId: UserId;
  /** Only this session. */
  readonly sessionId?: SessionId;
  /** All but this session. */
  readonly except?: SessionId;
}

/** Ends sessions of one user and returns those that this call ended. */
export async function revokeSessions(tx: Tx, which: RevokeWhich, reason: RevokeReason): Promise<SessionId[]> {
  const rows = await tx
    .updateTable("accounts.sessions")
    .set({ revoked_at: sql<Date>`now()`, revoked_reason: reason })
    .where("user_id", "=", which.userId)
    .where("revoked_at", "is", null)
    .$if(which.sessionId !== undefined, (query) => query.where("id", "=", which.sessionId ?? ""))
    .$if(which.except !== undefined, (query) => query.where("id", "<>", which.except ?? ""))
    .returning("id")
    .execute();
  return rows.map((row) => row.id as SessionId); // guaranteed by the table's primary key
}

export interface SessionListRow {
  readonly id: string;
  readonly user_agent: string;
  readonly address: string;
  readonly created_at: Date;
  readonly last_seen_at: Date;
}

/** The open sessions of a user, last seen first. */
export async function selectSessions(db: Db, userId: UserId, limit: number): Promise<SessionListRow[]> {
  return db
    .selectFrom("accounts.sessions as s")
    .select(["id", "user_agent", "address", "created_at", "last_seen_at"])
    .where("user_id", "=", userId)
    .where(sessionStands)
    .orderBy("last_seen_at", "desc")
    .limit(limit)
    .execute();
}

export interface PastDevices {
  /** Among the newest sessions, ended ones too; each pair once. */
  readonly devices: readonly { readonly userAgent: string; readonly address: string }[];
  /** True for an account that is older than ended sessions are kept: it may have had sessions that were deleted. */
  readonly isSettled: boolean;
}

/** The devices and places an account was logged in from, as far as its sessions are kept. */
export async function selectPastDevices(
  tx: Tx,
  userId: UserId,
  { limit, keptDays }: { readonly limit: number; readonly keptDays: number },
): Promise<PastDevices> {
  const { rows } = await sql<{ is_settled: boolean; user_agent: string | null; address: string | null }>`
    select distinct u.created_at < now() - ${keptDays} * interval '1 day' as is_settled, s.user_agent, s.address
    from accounts.users u
    left join lateral (
      select user_agent, address from accounts.sessions
      where user_id = u.id order by created_at desc limit ${limit}
    ) s on true
    where u.id = ${userId}`.execute(tx);
  const devices = rows.flatMap(({ user_agent: userAgent, address }) =>
    userAgent === null || address === null ? [] : [{ userAgent, address }],
  );
  return { devices, isSettled: rows[0]?.is_settled ?? false };
}

/** Removes personal data from the sessions of a user. Their rows are kept as long as those of others. */
export async function forgetDevices(tx: Tx, userId: UserId): Promise<void> {
  await tx
    .updateTable("accounts.sessions")
    .set({ user_agent: "", address: "" })
    .where("user_id", "=", userId)
    .execute();
}
