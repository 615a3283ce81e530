import type { SessionId } from "@cartwright/contracts/ids";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { refuseCommonPassword } from "./check-password.ts";
import { endSessionsIn } from "../sessions/end-sessions.ts";
import { hashPassword } from "./hash-password.ts";
import { deleteMailedTokensButRestores } from "../registration/mailed-tokens.sql.ts";
import { type IdentityProof, type ProofSettings, withIdentity } from "../sign-in/prove-identity.ts";
import { setPasswordHash } from "../users.sql.ts";

/**
 * Changes the password of a signed-in person, who confirms with the old one, and ends their other sessions unless they keep
 * them. Returns the ended sessions. Throws `password_too_common`, and what {@link withIdentity} throws.
 */
export async function changePassword(
  deps: Deps,
  settings: ProofSettings,
  change: {
    readonly proof: IdentityProof;
    readonly password: string;
    readonly endOtherSessions: boolean;
    readonly sessionId: SessionId;
  },
): Promise<SessionId[]> {
  const { proof, password } = change;
  // Before anything is locked, because hashing is slow.
  const passwordHash = await hashPassword(password);
  return withIdentity(deps, settings, {
    proof,
    act: async (tx, user) => {
      refuseCommonPassword(password, user.email);
      await setPasswordHash(tx, user.id, passwordHash);
      await deleteMailedTokensButRestores(tx, user.id);
      await appendAudit(tx, {
        actor: { kind: "user", id: user.id },
        action: "password.changed",
        subject: { kind: "user", id: user.id },
        after: { otherSessionsEnded: change.endOtherSessions },
        address: proof.address,
      });
      const resetLink = `${settings.publicOrigin}/forgot`;
      await queueMails(tx, [{ template: "password_changed", to: user.email, firstName: user.firstName, resetLink }]);
      return change.endOtherSessions
        ? endSessionsIn(tx, { userId: user.id, except: change.sessionId }, "password")
        : [];
    },
  });
}
