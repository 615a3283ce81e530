import type { Tx } from "@cartwright/db/transaction";
import { clearRecipient } from "./gift-cards.sql.ts";

/** Forgets to whom gift cards were mailed, when that person's data are deleted. The cards keep their value: whoever has the code may spend it. */
export async function forgetRecipient(tx: Tx, email: string): Promise<void> {
  await clearRecipient(tx, email);
}
