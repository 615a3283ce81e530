import type { AdminIssueGiftCard, IssuedGiftCard } from "@cartwright/contracts/admin-gift-cards";
import { formatGiftCardCode } from "@cartwright/contracts/gift-card-text";
import type { GiftCardId } from "@cartwright/contracts/ids";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import { localTime, startOfDate } from "@cartwright/contracts/time-zone";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { z } from "zod";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import { derivedId } from "../../kernel/ids.ts";
import { readShopTime } from "../../orders/shop-time.ts";
import { issueGiftCard } from "../../payments/gift-cards/issue-gift-card.ts";
import { auditOf, type StaffAct } from "../staff-act.ts";
import { selectGiftCard } from "./gift-cards.sql.ts";
import { type GiftCardDeps, mailCode } from "./mail-code.ts";

const DAY_MS = 24 * 3_600_000;

/** The end of a day on the shop's calendar. Throws `invalid_input` for one that is over. */
async function endOf(tx: Tx, day: string): Promise<Date> {
  const { timeZone, now } = await readShopTime(tx);
  if (day < localTime(now.getTime(), timeZone).date)
    throw new AppError("invalid_input", { fields: { expiresOn: getTranslations("fieldProblems")("pastDay") } });
  // Noon of the next day is in it wherever the clock changes.
  const next = new Date(Date.parse(`${day}T12:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
  return new Date(startOfDate(next, timeZone));
}

/** Throws `idempotency_conflict` when the card with an id was issued by another request. */
async function requireSame(
  tx: Tx,
  id: GiftCardId,
  { amountMinor, recipientEmail }: { readonly amountMinor: number; readonly recipientEmail: string | null },
): Promise<void> {
  const card = await selectGiftCard(tx, id, "unlocked");
  // A recipient whose data were deleted since is not compared.
  const isOther = card !== null && card.recipientEmail !== null && card.recipientEmail !== recipientEmail;
  if (card?.initialMinor !== amountMinor || isOther) throw new AppError("idempotency_conflict");
}

/**
 * Issues a gift card, books its value and mails its code to the recipient. The response has the code, once: the same request sent
 * again issues nothing and has none. Throws `invalid_input` and `idempotency_conflict`.
 */
export async function issueGiftCardAsStaff(
  deps: GiftCardDeps,
  input: z.output<typeof AdminIssueGiftCard>,
  act: StaffAct,
): Promise<IssuedGiftCard> {
  const id = derivedId("gift card", act.actor.userId, input.idempotencyKey) as GiftCardId;
  const { amountMinor, recipientEmail = null, reason: note } = input;
  const issued = await inTransaction(deps.db, async (tx) => {
    const expiresAt = input.expiresOn === undefined ? null : await endOf(tx, input.expiresOn);
    const issuedBy = act.actor.userId;
    const code = await issueGiftCard(tx, {
      id,
      amountMinor,
      currency: SHOP_CURRENCY,
      expiresAt,
      recipientEmail,
      note,
      issuedBy,
    });
    if (code === null) {
      await requireSame(tx, id, { amountMinor, recipientEmail });
      return { id, code };
    }
    if (recipientEmail !== null)
      await mailCode(tx, deps, {
        to: recipientEmail,
        code,
        amountMinor,
        expiresAt,
        message: input.message,
        isReplacement: false,
      });
    const after = {
      amountMinor,
      currency: SHOP_CURRENCY,
      expiresOn: input.expiresOn ?? null,
      mailed: recipientEmail !== null,
    };
    await appendAudit(tx, {
      ...auditOf(act),
      action: "gift_cards.issue",
      subject: { kind: "gift_card", id },
      after,
      reason: note,
    });
    return { id, code: formatGiftCardCode(code) };
  });
  deps.nudgeRelay();
  return issued;
}
