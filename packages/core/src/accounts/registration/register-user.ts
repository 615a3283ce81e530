import type { Register } from "@cartwright/contracts/accounts";
import type { UserId } from "@cartwright/contracts/ids";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import type { z } from "zod";
import type { Deps } from "../../kernel/deps.ts";
import { newId } from "../../kernel/ids.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { withMinimumDuration } from "../sign-in/with-minimum-duration.ts";
import { refuseCommonPassword } from "../passwords/check-password.ts";
import { hashPassword } from "../passwords/hash-password.ts";
import { makeMailLink } from "./mail-link.ts";
import { isAddressKept } from "./mailed-tokens.sql.ts";
import { findUserByEmail, insertUser, type NewUser } from "../users.sql.ts";

/** Opens the account, or tells whoever has the address that somebody tried to. */
async function openOrTell(tx: Tx, publicOrigin: string, user: NewUser): Promise<void> {
  const { id, email, firstName } = user;
  // An address that an account may still go back to is as good as taken.
  if (!(await isAddressKept(tx, email, null)) && (await insertUser(tx, user))) {
    const link = await makeMailLink(tx, { id }, { purpose: "verify", publicOrigin });
    await queueMails(tx, [{ template: "verify", to: email, firstName, link }]);
    return;
  }
  const known = await findUserByEmail(tx, email);
  // One such mail an hour, however often somebody tries.
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
 * Opens an account and mails a link that proves its address. For an address that has an account nothing changes, and its
 * owner is told by mail: whoever registers gets the same answer after the same time. Throws `password_too_common`.
 */
export async function registerUser(deps: Deps, publicOrigin: string, input: z.output<typeof Register>): Promise<void> {
  refuseCommonPassword(input.password, input.email);
  const passwordHash = await hashPassword(input.password);
  const { email, firstName, lastName } = input;
  const id = newId<UserId>();
  await withMinimumDuration(() =>
    inTransaction(deps.db, (tx) => openOrTell(tx, publicOrigin, { id, email, passwordHash, firstName, lastName })),
  );
  deps.nudgeRelay();
}
