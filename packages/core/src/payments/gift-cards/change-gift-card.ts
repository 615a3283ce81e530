import type { GiftCardId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { updateCard } from "./gift-cards.sql.ts";
import { codeFacts, newGiftCardCode } from "./issue-gift-card.ts";

/** Disables a card, or enables it again. What orders hold of it is still theirs. The caller has locked its row and audits it. */
export async function setDisabled(tx: Tx, id: GiftCardId, isDisabled: boolean): Promise<void> {
  await updateCard(tx, id, { is_disabled: isDisabled });
}

/** Gives a card another code and returns it, as {@link newGiftCardCode}. The caller has locked its row and audits it. */
export async function replaceCode(tx: Tx, id: GiftCardId): Promise<string> {
  const code = newGiftCardCode();
  const { codeHash, last4 } = codeFacts(code);
  await updateCard(tx, id, { code_hash: codeHash, last4 });
  return code;
}
