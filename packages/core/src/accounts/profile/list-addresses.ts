import type { SavedAddress } from "@cartwright/contracts/accounts";
import type { UserId } from "@cartwright/contracts/ids";
import type { z } from "zod";
import type { Deps } from "../../kernel/deps.ts";
import { formatAddress } from "../../places/format-address.ts";
import { selectAddresses } from "./addresses.sql.ts";

/** How many addresses an account may have. */
export const ADDRESSES_MAX = 20;

/** The addresses that a user has saved, the default first. */
export async function listAddresses(deps: Pick<Deps, "db">, userId: UserId): Promise<z.infer<typeof SavedAddress>[]> {
  const saved = await selectAddresses(deps.db, userId, ADDRESSES_MAX);
  return saved.map(({ id, isDefault, address }) => ({ id, isDefault, address, lines: formatAddress(address) }));
}
