import type { Currency } from "@cartwright/contracts/money";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { hashSecret } from "../../kernel/ids.ts";
import type { GiftCard } from "./gift-card.ts";
import { selectCards } from "./gift-cards.sql.ts";

/** An amount that gift cards are to pay, as far as they go. */
export interface Due {
  readonly amountMinor: number;
  readonly currency: Currency;
}

/** The gift cards with these codes, by code. Codes of no card are left out. */
export async function readCards(
  db: Db | Tx,
  codes: readonly string[],
  lock: "for update" | "unlocked",
): Promise<Map<string, GiftCard>> {
  const hashes = codes.map(hashSecret);
  const cards = await selectCards(db, hashes, lock);
  return new Map(
    codes.flatMap((code, at) => {
      const card = cards.get(hashes[at]?.toString("hex") ?? "");
      return card ? [[code, card] as const] : [];
    }),
  );
}
