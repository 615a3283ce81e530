import type { GiftCardId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { inTransaction } from "@cartwright/db/transaction";
import { newId } from "../kernel/ids.ts";
import { type GiftCardToIssue, issueGiftCard } from "../payments/gift-cards/issue-gift-card.ts";

/** A gift card of 50.00 EUR with its entries in the ledger, unless told otherwise. */
export async function createGiftCard(
  db: Db,
  fixture: Partial<GiftCardToIssue> = {},
): Promise<{ readonly id: GiftCardId; readonly code: string }> {
  const id = newId<GiftCardId>();
  const card = { currency: "EUR" as const, expiresAt: null, recipientEmail: null, note: "test", issuedBy: null };
  const code = await inTransaction(db, (tx) => issueGiftCard(tx, { id, amountMinor: 5_000, ...card, ...fixture }));
  if (code === null) throw new Error("no gift card was issued");
  return { id, code };
}

/** What is on a card, and what of it orders in progress hold. */
export async function giftCardOf(db: Db, id: GiftCardId): Promise<{ balanceMinor: number; heldMinor: number }> {
  const row = await db
    .selectFrom("payments.gift_cards")
    .select(["balance_minor", "held_minor"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return { balanceMinor: row.balance_minor, heldMinor: row.held_minor };
}
