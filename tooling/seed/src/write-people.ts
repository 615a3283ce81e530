import { hashPassword } from "@cartwright/core/accounts/passwords/hash-password";
import { newId } from "@cartwright/core/kernel/ids";
import type { UserId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { z } from "zod";

/** The demo accounts as given by the start command: one for each of the three roles. */
export const DemoLogins = z
  .array(
    z.strictObject({
      email: z.email(),
      role: z.enum(["shopper", "support", "admin"]),
      password: z.string().min(8).max(200),
    }),
  )
  .length(3)
  .refine((logins) => new Set(logins.map((login) => login.role)).size === 3, "must name each role once");
export type DemoLogins = z.infer<typeof DemoLogins>;

/** The demo accounts. They are marked, and refused in production. */
export interface DemoAccount {
  readonly id: UserId;
  readonly email: string;
  readonly role: "shopper" | "support" | "admin";
  readonly firstName: string;
  readonly passwordHash: string;
}

const FIRST_NAMES = { shopper: "Robin", support: "Sam", admin: "Alex" } as const;

/** Hashes the passwords. Done outside the transaction because it is slow. */
export async function prepareAccounts(logins: DemoLogins): Promise<DemoAccount[]> {
  return Promise.all(
    logins.map(async ({ email, role, password }) => ({
      id: newId<UserId>(),
      email,
      role,
      firstName: FIRST_NAMES[role],
      passwordHash: await hashPassword(password),
    })),
  );
}

export async function writeAccounts(tx: Tx, accounts: readonly DemoAccount[]): Promise<void> {
  await tx
    .insertInto("accounts.users")
    .values(
      accounts.map((account) => ({
        id: account.id,
        email: account.email,
        password_hash: account.passwordHash,
        first_name: account.firstName,
        last_name: "Example",
        role: account.role,
        email_verified_at: sql<Date>`now() - interval '30 days'`,
        demo: true,
        created_at: sql<Date>`now() - interval '30 days'`,
      })),
    )
    .execute();
}
