import type { Me } from "@cartwright/contracts/accounts";
import type { UserId } from "@cartwright/contracts/ids";
import type { Deps } from "../../kernel/deps.ts";
import { showEmail } from "../../kernel/show-email.ts";
import { findUser } from "../users.sql.ts";

/** The member's own profile. Null once the account is deleted. */
export async function readMe(deps: Pick<Deps, "db">, userId: UserId): Promise<Me | null> {
  const user = await findUser(deps.db, userId);
  if (user === null) return null;
  return {
    id: user.id,
    email: showEmail(user.email),
    emailVerified: user.emailVerifiedAt !== null,
    firstName: user.firstName,
    lastName: user.lastName,
    role: user.role,
    marketingConsent: user.marketingConsent,
    memberSince: user.createdAt.toISOString(),
  };
}
