import { isDeepStrictEqual } from "node:util";
import type { Tx } from "@cartwright/db/transaction";
import { newId } from "../kernel/ids.ts";
import { insertDeadLetter, type NewDeadLetter } from "./dead-letters.sql.ts";
import { maskPayload } from "./mask-payload.ts";

export type { NewDeadLetter } from "./dead-letters.sql.ts";

/** Stores a message that could not be handled, its payload masked. Once per message: false when it is stored already. */
export async function storeDeadLetter(tx: Tx, letter: Omit<NewDeadLetter, "id" | "isWhole">): Promise<boolean> {
  const payload = maskPayload(letter.payload);
  const isWhole = isDeepStrictEqual(payload, letter.payload ?? null);
  return insertDeadLetter(tx, { id: newId(), ...letter, payload, isWhole });
}
