import type { SessionId } from "@cartwright/contracts/ids";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { type IdentityProof, type ProofSettings, withIdentity } from "../sign-in/prove-identity.ts";
import { eraseAccountIn } from "./erase-account.ts";

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
      const ended = await eraseAccountIn(tx, user);
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
