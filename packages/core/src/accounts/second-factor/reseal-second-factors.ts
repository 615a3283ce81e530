import type { Deps } from "../../kernel/deps.ts";
import { openSecret, sealedPrefix, sealSecret } from "./seal-secret.ts";
import { replaceSeals, selectSealedOtherwise } from "./second-factor.sql.ts";

const BATCH = 1_000;
/** Half a million accounts. The rest is resealed at the next start. */
const BATCHES_MAX = 500;
const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

/**
 * Reseals with the first of the secrets whatever another of them has sealed, so that the others can be removed. Runs at the
 * start of a process; safe any number of times and in several processes at once. Returns how many were resealed.
 */
export async function resealSecondFactors(
  deps: Pick<Deps, "db" | "logger">,
  secrets: readonly string[],
  batch: number = BATCH,
): Promise<number> {
  let [done, shut, after] = [0, 0, BEFORE_ALL];
  for (let round = 0; round < BATCHES_MAX; round += 1) {
    const found = await selectSealedOtherwise(deps.db, sealedPrefix(secrets), { after, limit: batch });
    const opened = found.flatMap(({ userId, sealed }) => {
      const plain = openSecret(secrets, userId, sealed);
      return plain === null ? [] : [{ userId, was: sealed, is: sealSecret(secrets, userId, plain) }];
    });
    shut += found.length - opened.length;
    if (opened.length > 0) done += await replaceSeals(deps.db, opened);
    after = found.at(-1)?.userId ?? after;
    if (found.length < batch) break;
  }
  if (shut > 0) deps.logger.error({ shut }, "second factors were sealed with a secret that is not here");
  return done;
}
