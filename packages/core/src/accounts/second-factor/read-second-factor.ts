import type { UserId } from "@cartwright/contracts/ids";
import type { SecondFactorStatus } from "@cartwright/contracts/second-factor";
import { AppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import { findFactorState } from "./second-factor.sql.ts";

/** The state of a person's own second factor. Throws `session_expired` for a deleted account. */
export async function readSecondFactor(deps: Pick<Deps, "db">, userId: UserId): Promise<SecondFactorStatus> {
  const state = await findFactorState(deps.db, userId);
  if (state === null) throw new AppError("session_expired");
  return { ...state, enabledAt: state.enabledAt?.toISOString() ?? null };
}
