import type { SecondFactorPolicy } from "@cartwright/contracts/second-factor";
import type { Deps } from "../../kernel/deps.ts";
import { findPolicy } from "./policy.sql.ts";

/** Whether the shop requires a second factor of staff, and how many it would affect. */
export async function readSecondFactorPolicy(deps: Pick<Deps, "db">): Promise<SecondFactorPolicy> {
  return findPolicy(deps.db);
}
