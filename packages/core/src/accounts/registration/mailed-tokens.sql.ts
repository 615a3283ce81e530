import { UserId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

export type TokenPurpose = "verify" | "reset" | "unlock" | "change_email" | "restore_email" | "invite";

export interface NewMailedToken {
  readonly id: string;
  readonly userId: UserId;
  readonly purpose: TokenPurpose;
  readonly tokenHash: Buffer;
  readonly lifeSeconds: number;
  /** The address that the link changes to. */
  readonly newEmail?: string;
}

/**
 * Stores the hash of a mailed secret. It replaces older ones with the same purpose, except links that restore a former
 * address: each of them stays, so that no one can disable one by changing the address again.
 */
export async function keepMailedToken(tx: Tx, token: NewMailedToken): Promise<void> {
  if (token.purpose !== "restore_email")
    await tx
      .deleteFrom("accounts.mailed_tokens")
      .where("user_id", "=", token.userId)
      .where("purpose", "=", token.purpose)
      .execute();
  await tx
    .insertInto("accounts.mailed_tokens")
    .values({
      id: token.id,
      user_id: token.userId,
      purpose: token.purpose,
      token_hash: token.tokenHash,
      new_email: token.newEmail ?? null,
      expires_at: sql<Date>`now() + ${token.lifeSeconds} * interval '1 second'`,
    })
    .execute();
}

/** Whether a token with this purpose was mailed less than this many seconds ago. */
export async function wasMailedLately(tx: Tx, userId: UserId, which: { purpose: TokenPurpose; seconds: number }) {
  const row = await tx
    .selectFrom("accounts.mailed_tokens")
    .select("id")
    .where("user_id", "=", userId)
    .where("purpose", "=", which.purpose)
    .where("created_at", ">", sql<Date>`now() - ${which.seconds} * interval '1 second'`)
    .executeTakeFirst();
  return row !== undefined;
}

export interface UsedToken {
  readonly userId: UserId;
  readonly purpose: TokenPurpose;
  readonly newEmail: string | null;
  readonly createdAt: Date;
}

/** Uses a token once: of several concurrent requests one gets it. Null when it is used, expired, or has another purpose. */
export async function takeMailedToken(
  tx: Tx,
  tokenHash: Buffer,
  purposes: readonly TokenPurpose[],
): Promise<UsedToken | null> {
  const row = await tx
    .updateTable("accounts.mailed_tokens")
    .set({ used_at: sql<Date>`now()` })
    .where("token_hash", "=", tokenHash)
    .where("purpose", "in", purposes)
    .where("used_at", "is", null)
    .where("expires_at", ">", sql<Date>`now()`)
    .returning(["user_id", "purpose", "new_email", "created_at"])
    .executeTakeFirst();
  if (!row) return null;
  return {
    userId: UserId.parse(row.user_id),
    purpose: row.purpose as TokenPurpose, // guaranteed by the table's check
    newEmail: row.new_email,
    createdAt: row.created_at,
  };
}

/** Invalidates every link that was mailed to a user. */
export async function deleteMailedTokens(tx: Tx, userId: UserId): Promise<void> {
  await tx.deleteFrom("accounts.mailed_tokens").where("user_id", "=", userId).execute();
}

/**
 * The same, except for links that restore a former address: a person who has taken over an account must not disable them.
 */
export async function deleteMailedTokensButRestores(tx: Tx, userId: UserId): Promise<void> {
  await tx
    .deleteFrom("accounts.mailed_tokens")
    .where("user_id", "=", userId)
    .where("purpose", "<>", "restore_email")
    .execute();
}

/** Once an account is restored to an address, the links that restore later addresses are invalid. */
export async function deleteRestoresSince(tx: Tx, userId: UserId, since: Date): Promise<void> {
  await tx
    .deleteFrom("accounts.mailed_tokens")
    .where("user_id", "=", userId)
    .where("purpose", "=", "restore_email")
    .where("created_at", ">=", since)
    .execute();
}

/** Whether an account other than `userId` may still be restored to an address. */
export async function isAddressKept(tx: Tx, email: string, userId: UserId | null): Promise<boolean> {
  const { rows } = await sql`
    select from accounts.mailed_tokens
    where purpose = 'restore_email' and new_email = ${email} and used_at is null and expires_at > now()
      and user_id is distinct from ${userId} limit 1`.execute(tx);
  return rows.length > 0;
}
