import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { type IdentityProof, type ProofSettings, withIdentity } from "../sign-in/prove-identity.ts";
import { hashRecoveryCode, newRecoveryCodes } from "./recovery-code.ts";
import { replaceRecoveryCodes } from "./second-factor.sql.ts";

/**
 * Issues ten new recovery codes and invalidates the old ones. Returns them, this once. Throws `not_found` for an account
 * without a second factor, and what {@link withIdentity} throws.
 */
export async function renewRecoveryCodes(deps: Deps, settings: ProofSettings, proof: IdentityProof): Promise<string[]> {
  const codes = newRecoveryCodes();
  await withIdentity(deps, settings, {
    proof,
    act: async (tx, user) => {
      if (!user.hasSecondFactor) throw new AppError("not_found");
      await replaceRecoveryCodes(
        tx,
        user.id,
        codes.map((code) => hashRecoveryCode(code)),
      );
      await appendAudit(tx, {
        actor: { kind: "user", id: user.id },
        action: "second_factor.recovery_codes_renewed",
        subject: { kind: "user", id: user.id },
        address: proof.address,
      });
      const { email, firstName } = user;
      await queueMails(tx, [{ template: "second_factor", to: email, firstName, change: "recovery_codes_renewed" }]);
    },
  });
  return codes;
}
