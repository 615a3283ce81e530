import type { Deps } from "../kernel/deps.ts";
import { replaceSealed, selectSealed } from "./endpoints.sql.ts";
import { openWebhookSecret, sealWebhookSecret } from "./webhook-secret.ts";

/**
 * Seals all secrets of endpoints anew with the first of the keys, so that the others can be removed. Runs at the start of a
 * process; safe any number of times. Returns how many it sealed.
 */
export async function resealWebhookSecrets(
  deps: Pick<Deps, "db" | "logger">,
  keys: readonly string[],
): Promise<number> {
  let sealed = 0;
  for (const endpoint of await selectSealed(deps.db)) {
    const reseal = (text: string | null) => {
      const plain = text === null ? null : openWebhookSecret(keys, endpoint.id, text);
      return plain === null ? null : sealWebhookSecret(keys, endpoint.id, plain);
    };
    const secret = reseal(endpoint.secret);
    if (secret === null) {
      deps.logger.error({ endpointId: endpoint.id }, "a webhook secret was sealed with a key that is not here");
      continue;
    }
    await replaceSealed(deps.db, endpoint, { secret, oldSecret: reseal(endpoint.oldSecret) });
    sealed += 1;
  }
  return sealed;
}
