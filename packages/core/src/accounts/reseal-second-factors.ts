import type { Deps } from "../kernel/deps.ts";
import { openSecret, sealedPrefix, sealSecret } from "./seal-secret.ts";
import { replaceSeal, selectSealedOtherwise } from "./second-factor.sql.ts";

/** Far more than a shop has staff. What is left over is sealed anew at the next start. */
const RESEALED_MAX = 1_000;

/**
 * Seals with the first of the secrets what another of them has sealed, so that the others can be taken away. Run at the
 * start of a process; safe any number of times and in several at once. Answers how many were sealed anew.
 */
export async function resealSecondFactors(
  deps: Pick<Deps, "db" | "logger">,
  secrets: readonly string[],
): Promise<number> {
  let done = 0;
  for (const { id, sealed } of await selectSealedOtherwise(deps.db, sealedPrefix(secrets), RESEALED_MAX)) {
    const plain = openSecret(secrets, id, sealed);
    if (plain === null) deps.logger.error({ userId: id }, "a second factor was sealed with a secret that is not here");
    else if (await replaceSeal(deps.db, id, { was: sealed, is: sealSecret(secrets, id, plain) })) done += 1;
  }
  return done;
}
