import type { UserId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { newId } from "../../kernel/ids.ts";
import { STEP_SECONDS } from "./totp.ts";

/** The current time step, by the clock that all processes share. */
const presentStep = sql<number>`floor(extract(epoch from clock_timestamp()) / ${sql.lit(STEP_SECONDS)})::int`;

export interface FactorRow {
  readonly sealedSecret: string;
  readonly lastStep: number | null;
  readonly presentStep: number;
}

/** The enabled factor, with its row locked: of several requests with one code, each sees what the one before left. */
export async function lockFactor(tx: Tx, userId: UserId): Promise<FactorRow | null> {
  const { rows } = await sql<FactorRow>`
    select totp_secret as "sealedSecret", totp_last_step as "lastStep", ${presentStep} as "presentStep"
    from accounts.users where id = ${userId} and totp_enabled_at is not null for update`.execute(tx);
  return rows[0] ?? null;
}

/** The factor that is being set up, with its row locked, if it was started less than this many seconds ago. */
export async function lockPendingFactor(tx: Tx, userId: UserId, lifeSeconds: number): Promise<FactorRow | null> {
  const { rows } = await sql<FactorRow>`
    select totp_pending_secret as "sealedSecret", null as "lastStep", ${presentStep} as "presentStep"
    from accounts.users
    where id = ${userId} and totp_pending_at > now() - ${lifeSeconds} * interval '1 second' for update`.execute(tx);
  return rows[0] ?? null;
}

/** Marks a time step as used. False when it, or a later one, was used before. */
export async function takeStep(tx: Tx, userId: UserId, step: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update accounts.users set totp_last_step = ${step}
    where id = ${userId} and totp_enabled_at is not null and coalesce(totp_last_step < ${step}, true)`.execute(tx);
  return numAffectedRows === 1n;
}

/** Uses a recovery code once: of several concurrent requests one gets true. */
export async function takeRecoveryCode(tx: Tx, userId: UserId, codeHash: Buffer): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update accounts.recovery_codes set used_at = now()
    where user_id = ${userId} and code_hash = ${codeHash} and used_at is null`.execute(tx);
  return numAffectedRows === 1n;
}

export async function setPendingFactor(tx: Tx, userId: UserId, sealedSecret: string): Promise<void> {
  await tx
    .updateTable("accounts.users")
    .set({ totp_pending_secret: sealedSecret, totp_pending_at: sql<Date>`now()` })
    .where("id", "=", userId)
    .execute();
}

/** Replaces the enabled factor with the one that was set up; `step` is the time step that proved it. */
export async function adoptPendingFactor(tx: Tx, userId: UserId, step: number): Promise<void> {
  await sql`
    update accounts.users
    set totp_secret = totp_pending_secret, totp_enabled_at = now(), totp_last_step = ${step},
        totp_pending_secret = null, totp_pending_at = null, updated_at = now()
    where id = ${userId} and totp_pending_secret is not null`.execute(tx);
}

/** Removes the factor, its recovery codes and a set-up in progress. False when none was enabled. */
export async function removeFactor(tx: Tx, userId: UserId): Promise<boolean> {
  // The account's row is locked first, as everywhere: its holder may change the codes.
  const { rows } = await sql<{ had: boolean }>`
    update accounts.users as u
    set totp_secret = null, totp_enabled_at = null, totp_last_step = null,
        totp_pending_secret = null, totp_pending_at = null, updated_at = now()
    from (select id, totp_enabled_at is not null as had from accounts.users where id = ${userId} for update) as was
    where u.id = was.id returning was.had`.execute(tx);
  await tx.deleteFrom("accounts.recovery_codes").where("user_id", "=", userId).execute();
  return rows[0]?.had ?? false;
}

/** Replaces all recovery codes. */
export async function replaceRecoveryCodes(tx: Tx, userId: UserId, hashes: readonly Buffer[]): Promise<void> {
  await tx.deleteFrom("accounts.recovery_codes").where("user_id", "=", userId).execute();
  await tx
    .insertInto("accounts.recovery_codes")
    .values(hashes.map((code_hash) => ({ id: newId(), user_id: userId, code_hash })))
    .execute();
}

export interface FactorState {
  readonly enabledAt: Date | null;
  readonly recoveryCodesLeft: number;
  readonly required: boolean;
}

/** The state of the factor for its owner. Null once the account is deleted. */
export async function findFactorState(db: Db | Tx, userId: UserId): Promise<FactorState | null> {
  const { rows } = await sql<FactorState>`
    select u.totp_enabled_at as "enabledAt",
      u.role <> 'shopper' and exists (select from accounts.policy where second_factor_required) as required,
      (select count(*) from accounts.recovery_codes where user_id = u.id and used_at is null)::int as "recoveryCodesLeft"
    from accounts.users as u where u.id = ${userId} and u.status <> 'deleted'`.execute(db);
  return rows[0] ?? null;
}

export interface SealedSecret {
  readonly userId: UserId;
  readonly sealed: string;
}

/** Secrets that do not start with `prefix`, by the ids of their owners, after one id. */
export async function selectSealedOtherwise(
  db: Db,
  prefix: string,
  page: { readonly after: string; readonly limit: number },
): Promise<SealedSecret[]> {
  const { rows } = await sql<SealedSecret>`
    select id as "userId", totp_secret as sealed from accounts.users
    where totp_secret is not null and not starts_with(totp_secret, ${prefix}) and id > ${page.after}::uuid
    order by id limit ${page.limit}`.execute(db);
  return rows;
}

/** Replaces sealed secrets that are unchanged since they were read. Returns how many. */
export async function replaceSeals(
  db: Db,
  seals: readonly { readonly userId: UserId; readonly was: string; readonly is: string }[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    update accounts.users as u set totp_secret = s.sealed_now
    from unnest(${seals.map((seal) => seal.userId)}::uuid[], ${seals.map((seal) => seal.was)}::text[],
                ${seals.map((seal) => seal.is)}::text[]) as s (id, sealed_before, sealed_now)
    where u.id = s.id and u.totp_secret = s.sealed_before`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
