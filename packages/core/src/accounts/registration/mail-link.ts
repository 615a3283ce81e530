import type { Tx } from "@cartwright/db/transaction";
import { hashSecret, newId, newSecret } from "../../kernel/ids.ts";
import { keepMailedToken, type TokenPurpose } from "./mailed-tokens.sql.ts";
import type { User } from "../users.sql.ts";

/** How long each kind of mailed link works. */
export const LINK_SECONDS: Readonly<Record<TokenPurpose, number>> = {
  verify: 3 * 86_400,
  reset: 30 * 60,
  unlock: 60 * 60,
  change_email: 24 * 3_600,
  restore_email: 3 * 86_400,
  invite: 3 * 86_400,
};

const PAGE_OF: Readonly<Record<TokenPurpose, string>> = {
  verify: "/verify",
  reset: "/reset",
  unlock: "/verify",
  change_email: "/verify",
  restore_email: "/verify",
  invite: "/reset",
};

/**
 * Creates the secret of a mailed link and the link itself. The secret follows the `#`, which browsers do not send: it
 * reaches no server log, no proxy and no other site, and opening the link alone does nothing.
 */
export async function makeMailLink(
  tx: Tx,
  user: Pick<User, "id">,
  link: { readonly purpose: TokenPurpose; readonly publicOrigin: string; readonly newEmail?: string },
): Promise<string> {
  const secret = newSecret();
  await keepMailedToken(tx, {
    id: newId(),
    userId: user.id,
    purpose: link.purpose,
    tokenHash: hashSecret(secret),
    lifeSeconds: LINK_SECONDS[link.purpose],
    ...(link.newEmail === undefined ? {} : { newEmail: link.newEmail }),
  });
  return `${link.publicOrigin}${PAGE_OF[link.purpose]}#token=${secret}`;
}
