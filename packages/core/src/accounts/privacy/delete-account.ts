import type { SessionId } from "@cartwright/contracts/ids";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { forgetListSetups } from "../list-setup/forget-list-setups.ts";
import { forgetMails } from "../../notifications/forget-mails.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { deleteAddresses } from "../profile/addresses.sql.ts";
import { endSessionsIn } from "../sessions/end-sessions.ts";
import { deleteMailedTokens } from "../registration/mailed-tokens.sql.ts";
import { type IdentityProof, type ProofSettings, withIdentity } from "../sign-in/prove-identity.ts";
import { removeFactor } from "../second-factor/second-factor.sql.ts";
import { forgetDevices } from "../sessions/sessions.sql.ts";
import { eraseUser } from "../users.sql.ts";

/**
 * Deletes an account: name, addresses, password, second factor, mailed links and mails about the account are removed, and
 * all sessions end and are emptied of personal data. Orders stay, without an account. Staff accounts cannot be deleted by
 * their owners, because the audit log must keep naming them. Returns the ended sessions. Throws `forbidden`, and what
 * {@link withIdentity} throws.
 */
export async function deleteAccount(deps: Deps, settings: ProofSettings, proof: IdentityProof): Promise<SessionId[]> {
  return withIdentity(deps, settings, {
    proof,
    act: async (tx, user) => {
      if (user.role !== "shopper")
        throw new AppError("forbidden", { message: getTranslations("errorDetails")("staffDelete") });
      const ended = await endSessionsIn(tx, { userId: user.id }, "deleted");
      await deleteAddresses(tx, user.id);
      await deleteMailedTokens(tx, user.id);
      await removeFactor(tx, user.id);
      await forgetDevices(tx, user.id);
      await forgetListSetups(tx, user.id);
      await forgetMails(tx, user.email);
      await eraseUser(tx, user.id);
      await appendAudit(tx, {
        actor: { kind: "user", id: user.id },
        action: "account.deleted",
        subject: { kind: "user", id: user.id },
        address: proof.address,
      });
      await queueMails(tx, [{ template: "account_deleted", to: user.email, firstName: user.firstName }]);
      return ended;
    },
  });
}
