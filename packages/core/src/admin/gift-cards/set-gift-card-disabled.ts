import type { AdminDisableGiftCard, AdminGiftCard } from "@cartwright/contracts/admin-gift-cards";
import { inTransaction } from "@cartwright/db/transaction";
import type { z } from "zod";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { setDisabled } from "../../payments/gift-cards/change-gift-card.ts";
import { auditOf, type StaffAct } from "../staff-act.ts";
import { readGiftCard } from "./list-gift-cards.ts";
import { lockGiftCard } from "./lock-gift-card.ts";

/**
 * Disables a gift card, or enables it again. What orders in progress hold of it is still theirs. Throws `not_found` and `stale_write`.
 */
export async function setGiftCardDisabled(
  deps: Pick<Deps, "db">,
  input: z.output<typeof AdminDisableGiftCard>,
  act: StaffAct,
): Promise<AdminGiftCard> {
  const { id, isDisabled } = input;
  return inTransaction(deps.db, async (tx) => {
    const card = await lockGiftCard(tx, input);
    if (card.isDisabled !== isDisabled) {
      await setDisabled(tx, id, isDisabled);
      const action = isDisabled ? "gift_cards.disable" : "gift_cards.enable";
      const after = { balanceMinor: card.balanceMinor, currency: card.currency };
      await appendAudit(tx, { ...auditOf(act), action, subject: { kind: "gift_card", id }, after });
    }
    return readGiftCard(tx, id);
  });
}
