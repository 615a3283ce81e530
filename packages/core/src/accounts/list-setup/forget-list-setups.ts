import type { UserId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { deleteListSetups } from "./list-setup.sql.ts";

/** Deletes a person's own views and choices of columns. Views that they shared stay with the shop, without their name. */
export const forgetListSetups = (tx: Tx, userId: UserId): Promise<void> => deleteListSetups(tx, userId);
