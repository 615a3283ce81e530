import type { SessionId } from "@cartwright/contracts/ids";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { loadPasswordCheck } from "./check-password.ts";
import { type RenewedSession, renewSessionIn } from "../sessions/renew-session.ts";
import { hashPassword } from "./hash-password.ts";
import { deleteMailedTokensButRestores } from "../registration/mailed-tokens.sql.ts";
import { type IdentityProof, type ProofSettings, withIdentity } from "../sign-in/prove-identity.ts";
import { setPasswordHash } from "../users.sql.ts";

/**
 * Changes the password of a signed-in person, who confirms with the old one. All their sessions end; the one that made the
 * change gets new tokens. Throws `password_too_common`, and what {@link withIdentity} throws.
 */
export async function changePassword(
  deps: Deps,
  settings: ProofSettings,
  change: {
    readonly proof: IdentityProof;
    readonly password: string;
    readonly sessionId: SessionId;
  },
): Promise<RenewedSession | null> {
  const { proof, password } = change;
  // Before anything is locked, because both are slow.
  const check = await loadPasswordCheck();
  const passwordHash = await hashPassword(password);
  return withIdentity(deps, settings, {
    proof,
    act: async (tx, user) => {
      check.refuseWeak(password, user);
      await setPasswordHash(tx, user.id, passwordHash);
      await deleteMailedTokensButRestores(tx, user.id);
      await appendAudit(tx, {
        actor: { kind: "user", id: user.id },
        action: "password.changed",
        subject: { kind: "user", id: user.id },
        address: proof.address,
      });
      const resetLink = `${settings.publicOrigin}/forgot`;
      await queueMails(tx, [{ template: "password_changed", to: user.email, firstName: user.firstName, resetLink }]);
      const { renewed } = await renewSessionIn(tx, { user, sessionId: change.sessionId }, "password");
      return renewed;
    },
  });
}
