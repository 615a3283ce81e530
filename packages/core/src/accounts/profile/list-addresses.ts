import type { UserId } from "@cartwright/contracts/ids";
import type { Deps } from "../../kernel/deps.ts";
import { type Saved, selectAddresses } from "./addresses.sql.ts";
import { ADDRESSES_MAX } from "./save-address.ts";

/** The addresses that a user has saved, the default first. */
export async function listAddresses(deps: Pick<Deps, "db">, userId: UserId): Promise<Saved[]> {
  return selectAddresses(deps.db, userId, ADDRESSES_MAX);
}
