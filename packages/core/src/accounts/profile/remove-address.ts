import type { UserId } from "@cartwright/contracts/ids";
import { AppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import { deleteAddresses } from "./addresses.sql.ts";
import { listAddresses } from "./list-addresses.ts";

/** Deletes an address and returns the remaining ones. Throws `not_found` for an address that is not this user's. */
export async function removeAddress(
  deps: Pick<Deps, "db">,
  userId: UserId,
  id: string,
): ReturnType<typeof listAddresses> {
  if (!(await deleteAddresses(deps.db, userId, id))) throw new AppError("not_found");
  return listAddresses(deps, userId);
}
