import { hashPassword } from "@cartwright/core/accounts/hash-password";
import { newId } from "@cartwright/core/kernel/ids";
import type { UserId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { z } from "zod";

export const DemoPasswords = z.strictObject({
  shopper: z.string().min(8).max(200),
  support: z.string().min(8).max(200),
  admin: z.string().min(8).max(200),
});
export type DemoPasswords = z.infer<typeof DemoPasswords>;

/** The accounts that everybody may try; refused in production by their mark. */
export interface DemoAccount {
  readonly id: UserId;
  readonly email: string;
  readonly role: "shopper" | "support" | "admin";
  readonly firstName: string;
  readonly passwordHash: string;
}

/** Hashes the passwords; outside of the transaction, because it takes its time. */
export async function prepareAccounts(passwords: DemoPasswords): Promise<DemoAccount[]> {
  const names = { shopper: "Robin", support: "Sam", admin: "Alex" } as const;
  return Promise.all(
    (["shopper", "support", "admin"] as const).map(async (role) => ({
      id: newId<UserId>(),
      email: `${role}@example.com`,
      role,
      firstName: names[role],
      passwordHash: await hashPassword(passwords[role]),
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
