import type { SessionId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { forgetMails } from "../../notifications/forget-mails.ts";
import { forgetRecipient } from "../../payments/gift-cards/forget-recipient.ts";
import { forgetListSetups } from "../list-setup/forget-list-setups.ts";
import { deleteAddresses } from "../profile/addresses.sql.ts";
import { deleteMailedTokens } from "../registration/mailed-tokens.sql.ts";
import { removeFactor } from "../second-factor/second-factor.sql.ts";
import { endSessionsIn } from "../sessions/end-sessions.ts";
import { forgetDevices } from "../sessions/sessions.sql.ts";
import { eraseUser, type User } from "../users.sql.ts";

/**
 * Removes what an account holds about a person, in the transaction of the act that deletes it: addresses, password, second factor, mailed links and
 * mails about the account, and to whom gift cards were mailed; all sessions end and are emptied. Its orders stay. Returns the ended sessions.
 */
export async function eraseAccountIn(tx: Tx, user: User): Promise<SessionId[]> {
  const ended = await endSessionsIn(tx, { userId: user.id }, "deleted");
  await deleteAddresses(tx, user.id);
  await deleteMailedTokens(tx, user.id);
  await removeFactor(tx, user.id);
  await forgetDevices(tx, user.id);
  await forgetListSetups(tx, user.id);
  await forgetMails(tx, user.email);
  await forgetRecipient(tx, user.email);
  await eraseUser(tx, user.id);
  return ended;
}
