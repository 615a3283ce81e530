import type { SessionId } from "@cartwright/contracts/ids";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { type IdentityProof, type ProofSettings, withIdentity } from "../sign-in/prove-identity.ts";
import { type RenewedSession, renewSessionIn } from "../sessions/renew-session.ts";
import { findFactorState, removeFactor } from "./second-factor.sql.ts";

/**
 * Disables a person's second factor and deletes their recovery codes. Where the shop requires one it can only be replaced. All
 * sessions end; the one that made the change gets new tokens.
 * Throws `forbidden` then, and what {@link withIdentity} throws.
 */
export async function disableSecondFactor(
  deps: Deps,
  settings: ProofSettings,
  request: { readonly proof: IdentityProof; readonly sessionId: SessionId },
): Promise<RenewedSession | null> {
  const { proof, sessionId } = request;
  return withIdentity(deps, settings, {
    proof,
    act: async (tx, user) => {
      const state = await findFactorState(tx, user.id);
      if (state?.required)
        throw new AppError("forbidden", {
          message: getTranslations("errorDetails")("twoStepRequired"),
        });
      if (!(await removeFactor(tx, user.id))) return null;
      await appendAudit(tx, {
        actor: { kind: "user", id: user.id },
        action: "second_factor.disabled",
        subject: { kind: "user", id: user.id },
        address: proof.address,
      });
      await queueMails(tx, [
        { template: "second_factor", to: user.email, firstName: user.firstName, change: "disabled" },
      ]);
      return (await renewSessionIn(tx, { user, sessionId }, "second_factor")).renewed;
    },
  });
}
