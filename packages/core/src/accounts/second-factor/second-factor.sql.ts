import type { UserId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { newId } from "../../kernel/ids.ts";
import { STEP_SECONDS } from "./totp.ts";

/** The step of the clock that all processes share. */
const presentStep = sql<number>`floor(extract(epoch from clock_timestamp()) / ${sql.lit(STEP_SECONDS)})::int`;

export interface FactorRow {
  readonly sealedSecret: string;
  readonly lastStep: number | null;
  readonly presentStep: number;
}

/** The factor in use, its row locked: of several who come with one code, each sees what the one before left. */
export async function lockFactor(tx: Tx, userId: UserId): Promise<FactorRow | null> {
  const { rows } = await sql<FactorRow>`
    select totp_secret as "sealedSecret", totp_last_step as "lastStep", ${presentStep} as "presentStep"
    from accounts.users where id = ${userId} and totp_enabled_at is not null for update`.execute(tx);
  return rows[0] ?? null;
}

/** The factor that is being set up, its row locked, if it was begun less than so many seconds ago. */
export async function lockPendingFactor(tx: Tx, userId: UserId, lifeSeconds: number): Promise<FactorRow | null> {
  const { rows } = await sql<FactorRow>`
    select totp_pending_secret as "sealedSecret", null as "lastStep", ${presentStep} as "presentStep"
    from accounts.users
    where id = ${userId} and totp_pending_at > now() - ${lifeSeconds} * interval '1 second' for update`.execute(tx);
  return rows[0] ?? null;
}

/** Marks a step as used. False when it, or a later one, was used before. */
export async function takeStep(tx: Tx, userId: UserId, step: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update accounts.users set totp_last_step = ${step}
    where id = ${userId} and totp_enabled_at is not null and coalesce(totp_last_step < ${step}, true)`.execute(tx);
  return numAffectedRows === 1n;
}

/** Uses a recovery code, once: of several who come with it one gets true. */
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

/** Puts the factor that was set up in place of whatever was in use; `step` is the one that proved it. */
export async function adoptPendingFactor(tx: Tx, userId: UserId, step: number): Promise<void> {
  await sql`
    update accounts.users
    set totp_secret = totp_pending_secret, totp_enabled_at = now(), totp_last_step = ${step},
        totp_pending_secret = null, totp_pending_at = null, updated_at = now()
    where id = ${userId} and totp_pending_secret is not null`.execute(tx);
}

/** Takes the factor off, with its recovery codes and one that may be on its way. False when there was none in use. */
export async function removeFactor(tx: Tx, userId: UserId): Promise<boolean> {
  // The account's row first, as everywhere: who holds it may touch its codes.
  const { rows } = await sql<{ had: boolean }>`
    update accounts.users as u
    set totp_secret = null, totp_enabled_at = null, totp_last_step = null,
        totp_pending_secret = null, totp_pending_at = null, updated_at = now()
    from (select id, totp_enabled_at is not null as had from accounts.users where id = ${userId} for update) as was
    where u.id = was.id returning was.had`.execute(tx);
  await tx.deleteFrom("accounts.recovery_codes").where("user_id", "=", userId).execute();
  return rows[0]?.had ?? false;
}

/** New recovery codes in place of all that there were. */
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

/** What its owner is told of his factor. Null once the account is deleted. */
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

/** Secrets that are not sealed as `prefix` says, by the ids of their owners, from behind one. */
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

/** Seals secrets anew where they are still the ones that were opened. Answers how many were. */
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
