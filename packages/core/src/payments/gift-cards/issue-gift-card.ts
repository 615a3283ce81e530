import { randomInt } from "node:crypto";
import { GIFT_CARD_ALPHABET, GIFT_CARD_CODE_LENGTH } from "@cartwright/contracts/gift-card-text";
import type { GiftCardId } from "@cartwright/contracts/ids";
import type { Currency } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";
import { hashSecret } from "../../kernel/ids.ts";
import { giftCardIssueEntries } from "../ledger.ts";
import { insertLedgerEntries } from "../ledger.sql.ts";
import { insertCard } from "./gift-cards.sql.ts";

export interface GiftCardToIssue {
  /** Chosen by the caller: the same id is issued once. */
  readonly id: GiftCardId;
  readonly amountMinor: number;
  readonly currency: Currency;
  readonly expiresAt: Date | null;
  readonly recipientEmail: string | null;
  readonly note: string;
  readonly issuedBy: string | null;
}

/** A new code: 78 bits, as much as cannot be guessed. */
export function newGiftCardCode(): string {
  return Array.from(
    { length: GIFT_CARD_CODE_LENGTH },
    () => GIFT_CARD_ALPHABET[randomInt(GIFT_CARD_ALPHABET.length)],
  ).join("");
}

/** What is kept of a code. */
export const codeFacts = (code: string) => ({ codeHash: hashSecret(code), last4: code.slice(-4) });

/**
 * Issues a gift card and books its value. Returns its code, which is kept nowhere: whoever is to have it must be told now. Null when
 * a card with this id was issued before.
 */
export async function issueGiftCard(tx: Tx, card: GiftCardToIssue): Promise<string | null> {
  const code = newGiftCardCode();
  const { amountMinor, ...rest } = card;
  const isNew = await insertCard(tx, { ...rest, ...codeFacts(code), initialMinor: amountMinor });
  if (!isNew) return null;
  await insertLedgerEntries(tx, giftCardIssueEntries(card));
  return code;
}
