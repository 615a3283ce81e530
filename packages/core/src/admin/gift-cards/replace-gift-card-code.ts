import type { AdminReplaceGiftCardCode, IssuedGiftCard } from "@cartwright/contracts/admin-gift-cards";
import { formatGiftCardCode } from "@cartwright/contracts/gift-card-text";
import { inTransaction } from "@cartwright/db/transaction";
import type { z } from "zod";
import { appendAudit } from "../../kernel/append-audit.ts";
import { replaceCode } from "../../payments/gift-cards/change-gift-card.ts";
import { auditOf, type StaffAct } from "../staff-act.ts";
import { lockGiftCard } from "./lock-gift-card.ts";
import { type GiftCardDeps, mailCode } from "./mail-code.ts";

/**
 * Gives a gift card a new code, in place of the one that its recipient lost, and mails it to them. The response has it, once. Throws
 * `not_found` and `stale_write`, also for the same request sent again.
 */
export async function replaceGiftCardCode(
  deps: GiftCardDeps,
  input: z.output<typeof AdminReplaceGiftCardCode>,
  act: StaffAct,
): Promise<IssuedGiftCard> {
  const { id } = input;
  const replaced = await inTransaction(deps.db, async (tx) => {
    const card = await lockGiftCard(tx, input);
    const code = await replaceCode(tx, id);
    const { recipientEmail: to, balanceMinor: amountMinor, expiresAt } = card;
    if (to !== null) await mailCode(tx, deps, { to, code, amountMinor, expiresAt, message: "", isReplacement: true });
    const subject = { kind: "gift_card", id };
    const mailed = { mailed: to !== null };
    await appendAudit(tx, { ...auditOf(act), action: "gift_cards.replace_code", subject, after: mailed });
    return { id, code: formatGiftCardCode(code) };
  });
  deps.nudgeRelay();
  return replaced;
}
