import type { Register } from "@cartwright/contracts/accounts";
import type { UserId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import type { z } from "zod";
import type { Deps } from "../../kernel/deps.ts";
import { newId } from "../../kernel/ids.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { withMinimumDuration } from "../sign-in/with-minimum-duration.ts";
import { loadPasswordCheck } from "../passwords/check-password.ts";
import { hashPassword } from "../passwords/hash-password.ts";
import { makeMailLink } from "./mail-link.ts";
import { isAddressKept } from "./mailed-tokens.sql.ts";
import { findUserByEmail, insertUser, type NewUser } from "../users.sql.ts";

/** Creates the account, or tells the owner of the address that someone tried to register with it. */
async function openOrTell(tx: Tx, publicOrigin: string, user: NewUser): Promise<void> {
  const { id, email, firstName } = user;
  // An address that an account may still be restored to counts as taken.
  if (!(await isAddressKept(tx, email, null)) && (await insertUser(tx, user))) {
    const link = await makeMailLink(tx, { id }, { purpose: "verify", publicOrigin });
    await queueMails(tx, [{ template: "verify", to: email, firstName, link }]);
    return;
  }
  const known = await findUserByEmail(tx, email);
  // At most one such mail an hour.
  const hour = Math.floor(Date.now() / 3_600_000);
  await queueMails(tx, [
    {
      template: "already_registered",
      to: email,
      loginLink: `${publicOrigin}/login`,
      resetLink: `${publicOrigin}/forgot`,
      dedupeKey: `already-registered:${known?.id ?? email}:${hour}`,
    },
  ]);
}

/**
 * Creates an account and mails a link that verifies its address. For an address that already has an account nothing
 * changes, and its owner is told by mail; the person who registers gets the same response after the same time. Throws
 * `password_too_common`.
 */
export async function registerUser(deps: Deps, publicOrigin: string, input: z.output<typeof Register>): Promise<void> {
  (await loadPasswordCheck()).refuseWeak(input.password, input);
  const passwordHash = await hashPassword(input.password);
  const { email, firstName, lastName } = input;
  const id = newId<UserId>();
  await withMinimumDuration(() =>
    inTransaction(deps.db, (tx) => openOrTell(tx, publicOrigin, { id, email, passwordHash, firstName, lastName })),
  );
  deps.nudgeRelay();
}
