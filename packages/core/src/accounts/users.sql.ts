import { UserId } from "@cartwright/contracts/ids";
import { Role } from "@cartwright/contracts/permissions";
import type { Db } from "@cartwright/db/client";
import { violatedConstraint, type Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

export interface User {
  readonly id: UserId;
  readonly email: string;
  readonly passwordHash: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: Role;
  readonly status: "active" | "disabled";
  readonly emailVerifiedAt: Date | null;
  readonly marketingConsent: boolean;
  readonly demo: boolean;
  /** Whether logging in also asks for a code. */
  readonly hasSecondFactor: boolean;
  readonly createdAt: Date;
}

const columns = [
  "id",
  "email",
  "password_hash",
  "first_name",
  "last_name",
  "role",
  "status",
  "email_verified_at",
  "marketing_consent",
  "demo",
  "totp_enabled_at",
  "created_at",
] as const;

interface UserRow {
  id: string;
  email: string;
  password_hash: string;
  first_name: string;
  last_name: string;
  role: string;
  status: string;
  email_verified_at: Date | null;
  marketing_consent: boolean;
  demo: boolean;
  totp_enabled_at: Date | null;
  created_at: Date;
}

const toUser = (row: UserRow): User => ({
  id: UserId.parse(row.id),
  email: row.email,
  passwordHash: row.password_hash,
  firstName: row.first_name,
  lastName: row.last_name,
  role: Role.parse(row.role),
  status: row.status === "active" ? "active" : "disabled",
  emailVerifiedAt: row.email_verified_at,
  marketingConsent: row.marketing_consent,
  demo: row.demo,
  hasSecondFactor: row.totp_enabled_at !== null,
  createdAt: row.created_at,
});

/** The account with this address, including disabled but not deleted ones. */
export async function findUserByEmail(db: Db | Tx, email: string): Promise<User | null> {
  const row = await db
    .selectFrom("accounts.users")
    .select(columns)
    .where("email", "=", email)
    .where("status", "<>", "deleted")
    .executeTakeFirst();
  return row ? toUser(row) : null;
}

/** An account that is not deleted. `lock` keeps other writers out until the transaction ends. */
export async function findUser(db: Db | Tx, userId: UserId, lock = false): Promise<User | null> {
  const row = await db
    .selectFrom("accounts.users")
    .select(columns)
    .where("id", "=", userId)
    .where("status", "<>", "deleted")
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  return row ? toUser(row) : null;
}

/**
 * Locks accounts until the transaction ends and returns them as they are then; with `andAdmins` all active admins as well.
 * Always by ascending id, so that two actions on the same people wait for each other and never deadlock.
 */
export async function lockUsers(tx: Tx, userIds: readonly UserId[], andAdmins: boolean): Promise<User[]> {
  const rows = await tx
    .selectFrom("accounts.users")
    .select(columns)
    .where("status", "<>", "deleted")
    .where((is) =>
      is.or([
        is("id", "in", [...userIds]),
        ...(andAdmins ? [is.and([is("role", "=", "admin"), is("status", "=", "active")])] : []),
      ]),
    )
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
  return rows.map(toUser);
}

export interface NewUser {
  readonly id: UserId;
  readonly email: string;
  readonly passwordHash: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role?: Role;
  readonly verified?: boolean;
}

/** Inserts an account. False when its address has one. */
export async function insertUser(tx: Tx, user: NewUser): Promise<boolean> {
  const result = await tx
    .insertInto("accounts.users")
    .values({
      id: user.id,
      email: user.email,
      password_hash: user.passwordHash,
      first_name: user.firstName,
      last_name: user.lastName,
      role: user.role ?? "shopper",
      email_verified_at: user.verified ? sql<Date>`now()` : null,
    })
    // The predicate names the unique index, so it must be part of the text: a prepared statement does not know its
    // parameters yet.
    .onConflict((conflict) => conflict.column("email").where("status", "<>", sql.lit("deleted")).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function setPasswordHash(db: Db | Tx, userId: UserId, passwordHash: string): Promise<void> {
  await db
    .updateTable("accounts.users")
    .set({ password_hash: passwordHash, updated_at: sql<Date>`now()` })
    .where("id", "=", userId)
    .execute();
}

/** Marks the address as verified. False when it was verified before. */
export async function setEmailVerified(tx: Tx, userId: UserId): Promise<boolean> {
  const result = await tx
    .updateTable("accounts.users")
    .set({ email_verified_at: sql<Date>`now()`, updated_at: sql<Date>`now()` })
    .where("id", "=", userId)
    .where("email_verified_at", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Changes to a verified new address. False when another account has taken it meanwhile. */
export async function setEmail(tx: Tx, userId: UserId, email: string): Promise<boolean> {
  try {
    await tx
      .updateTable("accounts.users")
      .set({ email, email_verified_at: sql<Date>`now()`, updated_at: sql<Date>`now()` })
      .where("id", "=", userId)
      .execute();
    return true;
  } catch (error) {
    if (violatedConstraint(error) === "users_email") return false;
    throw error;
  }
}

export interface ProfileChange {
  readonly firstName: string;
  readonly lastName: string;
  readonly marketingConsent: boolean;
}

/** Of a deleted account nothing is kept, also when the change was requested before and waited for the deletion. */
export async function setProfile(db: Db, userId: UserId, profile: ProfileChange): Promise<void> {
  await db
    .updateTable("accounts.users")
    .set({
      first_name: profile.firstName,
      last_name: profile.lastName,
      marketing_consent: profile.marketingConsent,
      updated_at: sql<Date>`now()`,
    })
    .where("id", "=", userId)
    .where("status", "<>", "deleted")
    .execute();
}

/** Removes personal data from a deleted account. Its id is kept, because orders and the audit log refer to it. */
export async function eraseUser(tx: Tx, userId: UserId): Promise<void> {
  await tx
    .updateTable("accounts.users")
    .set({
      status: "deleted",
      email: `deleted+${userId}@invalid`,
      password_hash: "",
      first_name: "",
      last_name: "",
      marketing_consent: false,
      email_verified_at: null,
      updated_at: sql<Date>`now()`,
    })
    .where("id", "=", userId)
    .execute();
}

export async function setRole(tx: Tx, userId: UserId, role: Role): Promise<void> {
  await tx
    .updateTable("accounts.users")
    .set({ role, updated_at: sql<Date>`now()` })
    .where("id", "=", userId)
    .execute();
}

/** Sets whether an account may log in. The caller holds its lock. */
export async function setStatus(tx: Tx, userId: UserId, status: User["status"]): Promise<void> {
  await tx
    .updateTable("accounts.users")
    .set({ status, updated_at: sql<Date>`now()` })
    .where("id", "=", userId)
    .execute();
}
