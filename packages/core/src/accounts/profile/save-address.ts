import type { SaveAddress } from "@cartwright/contracts/accounts";
import type { UserId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { z } from "zod";
import { AppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import { resolveAddress } from "../../places/resolve-address.ts";
import { newId } from "../../kernel/ids.ts";
import { clearDefault, insertAddress, selectAddresses, updateAddress } from "./addresses.sql.ts";
import { ADDRESSES_MAX, listAddresses } from "./list-addresses.ts";
import { findUser } from "../users.sql.ts";

/**
 * Saves a new address or changes one, and returns all of them. Throws `not_found` for an address that is not this user's,
 * `invalid_input` for one that lacks what its country requires, and `session_expired` when the account has been deleted.
 */
export async function saveAddress(
  deps: Pick<Deps, "db">,
  userId: UserId,
  input: z.output<typeof SaveAddress>,
): ReturnType<typeof listAddresses> {
  const address = resolveAddress(input.address, "address");
  await inTransaction(deps.db, async (tx) => {
    // The user's row is the lock: two tabs that both save a default address wait for each other.
    // An account that was deleted while this waited for it keeps nothing.
    if ((await findUser(tx, userId, true)) === null) throw new AppError("session_expired");
    const present = await selectAddresses(tx, userId, ADDRESSES_MAX);
    const id = input.id ?? newId();
    const saved = { id, isDefault: input.isDefault || present.length === 0, address };
    if (saved.isDefault) await clearDefault(tx, userId);
    if (input.id === undefined) {
      if (present.length >= ADDRESSES_MAX)
        throw new AppError("invalid_input", {
          message: getTranslations("errorDetails")("addressesMax", { max: ADDRESSES_MAX }),
        });
      await insertAddress(tx, userId, saved);
    } else if (!(await updateAddress(tx, userId, saved))) throw new AppError("not_found");
  });
  return listAddresses(deps, userId);
}
