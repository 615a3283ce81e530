import type { SecondFactorSetup } from "@cartwright/contracts/second-factor";
import { AppError } from "../kernel/app-error.ts";
import type { Deps } from "../kernel/deps.ts";
import { drawQr } from "./draw-qr.ts";
import { type IdentityProof, type ProofSettings, withIdentity } from "./prove-identity.ts";
import { sealSecret } from "./seal-secret.ts";
import { setPendingFactor } from "./second-factor.sql.ts";
import { newTotpSecret, otpauthUri } from "./totp.ts";

/**
 * Makes a secret for somebody's authenticator app and shows it, this once. Nothing changes until a code proves that the
 * app has it; whoever has a second factor already proves that too, and keeps it until then. Throws `forbidden` for
 * shoppers, and what {@link withIdentity} throws.
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
      if (user.role === "shopper") throw new AppError("forbidden");
      await setPendingFactor(tx, user.id, sealSecret(settings.secrets, user.id, secret));
      return user.email;
    },
  });
  const uri = otpauthUri(secret, email);
  return { secret: secret.match(/.{4}/g)?.join(" ") ?? secret, uri, qr: drawQr(uri) };
}
