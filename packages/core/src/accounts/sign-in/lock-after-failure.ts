import { metrics } from "@cartwright/observability/metrics";
import type { Deps } from "../../kernel/deps.ts";
import { withMinimumDuration } from "./with-minimum-duration.ts";
import { countFailure } from "./login-guards.sql.ts";
import { type LockSettings, mailUnlock } from "./mail-unlock.ts";
import type { User } from "../users.sql.ts";

/**
 * Counts a failed attempt, wherever it was made. The last one allowed locks the address, which is counted, logged, and mailed
 * to the owner of the account, once.
 */
export async function lockAfterFailure(
  deps: Deps,
  settings: LockSettings,
  failed: { readonly key: Buffer; readonly user: User | null },
): Promise<void> {
  const { key, user } = failed;
  if (!(await countFailure(deps.db, key, settings.lockout))) return;
  metrics.accountLockouts.inc();
  deps.logger.warn({ known: user !== null }, "log-in locked");
  // An address without an account takes as long.
  await withMinimumDuration(async () => {
    if (user?.status === "active") await mailUnlock(deps, settings, user);
  });
}
