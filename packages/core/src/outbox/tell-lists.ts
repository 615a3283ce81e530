import type { Tx } from "@cartwright/db/transaction";
import { appendToOutbox } from "./append-to-outbox.ts";

/** Has lists and the pages that show what all products share be rendered again. `key` orders it, as in {@link appendToOutbox}. */
export async function tellLists(tx: Tx, key: string): Promise<void> {
  await appendToOutbox(tx, [{ name: "catalog.changed", key, payload: { productIds: [], slugs: [], lists: true } }]);
}
