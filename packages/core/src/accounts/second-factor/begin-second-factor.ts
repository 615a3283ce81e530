import type { SecondFactorSetup } from "@cartwright/contracts/second-factor";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import { drawQr } from "./draw-qr.ts";
import { type IdentityProof, type ProofSettings, withIdentity } from "../sign-in/prove-identity.ts";
import { sealSecret } from "./seal-secret.ts";
import { setPendingFactor } from "./second-factor.sql.ts";
import { newTotpSecret, otpauthUri } from "./totp.ts";

/**
 * Creates a secret for an authenticator app and returns it, this once. Nothing changes until a code proves that the app has
 * it. A person who already has a second factor also proves that one, and keeps it until then.
 *
 * The address must be verified: otherwise someone who registered with another person's address could lock its owner out for
 * good. Throws `address_unproven`, and what {@link withIdentity} throws.
 */
export async function beginSecondFactor(
  deps: Deps,
  settings: ProofSettings,
  proof: IdentityProof,
): Promise<SecondFactorSetup> {
  const secret = newTotpSecret();
  const email = await withIdentity(deps, settings, {
    proof,
    act: async (tx, user) => {
      if (user.emailVerifiedAt === null)
        throw new AppError("address_unproven", {
          message: getTranslations("errorDetails")("confirmEmailFirst"),
        });
      await setPendingFactor(tx, user.id, sealSecret(settings.secrets, user.id, secret));
      return user.email;
    },
  });
  const uri = otpauthUri(secret, email);
  return { secret, uri, qr: drawQr(uri) };
}
