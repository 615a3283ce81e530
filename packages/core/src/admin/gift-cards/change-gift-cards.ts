import type {
  AdminDisableGiftCard,
  AdminGiftCard,
  AdminIssueGiftCard,
  AdminReplaceGiftCardCode,
  IssuedGiftCard,
} from "@cartwright/contracts/admin-gift-cards";
import { formatLocalDate } from "@cartwright/contracts/document-text";
import type { GiftCardId } from "@cartwright/contracts/ids";
import { formatGiftCardCode } from "@cartwright/contracts/gift-card-text";
import { formatMoney, SHOP_CURRENCY } from "@cartwright/contracts/money";
import { localTime, startOfDate } from "@cartwright/contracts/time-zone";
import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { z } from "zod";
import { AppError } from "../../kernel/app-error.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { derivedId } from "../../kernel/ids.ts";
import type { MailSite } from "../../notifications/order-mails.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { readShopTime } from "../../orders/shop-time.ts";
import { replaceCode, setDisabled } from "../../payments/gift-cards/change-gift-card.ts";
import { issueGiftCard } from "../../payments/gift-cards/issue-gift-card.ts";
import { auditOf, type StaffAct } from "../staff-act.ts";
import { type GiftCardRow, selectGiftCard } from "./gift-cards.sql.ts";
import { lastDayOf } from "./last-day.ts";
import { readGiftCard } from "./list-gift-cards.ts";

const DAY_MS = 24 * 3_600_000;

export interface GiftCardDeps extends Pick<Deps, "db" | "nudgeRelay"> {
  readonly settings: MailSite;
}

/** The end of a day on the shop's calendar. Throws `invalid_input` for one that is over. */
async function endOf(tx: Tx, day: string): Promise<Date> {
  const { timeZone, now } = await readShopTime(tx);
  if (day < localTime(now.getTime(), timeZone).date)
    throw new AppError("invalid_input", { fields: { expiresOn: getTranslations("fieldProblems")("pastDay") } });
  // Noon of the next day is in it wherever the clock changes.
  const next = new Date(Date.parse(`${day}T12:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
  return new Date(startOfDate(next, timeZone));
}

async function mailCode(
  tx: Tx,
  { settings }: GiftCardDeps,
  mail: {
    readonly to: string;
    readonly code: string;
    readonly amountMinor: number;
    readonly expiresAt: Date | null;
    readonly message: string;
    readonly isReplacement: boolean;
  },
): Promise<void> {
  const { timeZone } = await readShopTime(tx);
  const lastDay = mail.expiresAt && formatLocalDate(lastDayOf(mail.expiresAt, timeZone));
  await queueMails(tx, [
    {
      template: "gift_card",
      to: mail.to,
      amount: formatMoney(mail.amountMinor, SHOP_CURRENCY),
      code: formatGiftCardCode(mail.code),
      message: mail.message,
      isReplacement: mail.isReplacement,
      lastDay,
      shopLink: settings.publicOrigin,
    },
  ]);
}

/**
 * Issues a gift card, books its value and mails its code to the recipient. The response has the code, once: the same request sent
 * again issues nothing and has none. Throws `invalid_input`.
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
    if (code === null) return { id, code };
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

/** Throws `not_found` and `stale_write`. */
async function lockCard(
  tx: Tx,
  { id, expectedVersion }: { readonly id: GiftCardId; readonly expectedVersion: number },
): Promise<GiftCardRow> {
  const card = await selectGiftCard(tx, id, "for update");
  if (!card) throw new AppError("not_found");
  if (card.version !== expectedVersion) throw new AppError("stale_write");
  return card;
}

/**
 * Disables a gift card, or enables it again. What orders in progress hold of it is still theirs. Throws `not_found` and `stale_write`.
 */
export async function disableGiftCard(
  deps: Pick<Deps, "db">,
  input: z.output<typeof AdminDisableGiftCard>,
  act: StaffAct,
): Promise<AdminGiftCard> {
  const { id, isDisabled } = input;
  return inTransaction(deps.db, async (tx) => {
    const card = await lockCard(tx, input);
    if (card.isDisabled !== isDisabled) {
      await setDisabled(tx, id, isDisabled);
      const action = isDisabled ? "gift_cards.disable" : "gift_cards.enable";
      const after = { balanceMinor: card.balanceMinor, currency: card.currency };
      await appendAudit(tx, { ...auditOf(act), action, subject: { kind: "gift_card", id }, after });
    }
    return readGiftCard(tx, id);
  });
}

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
    const card = await lockCard(tx, input);
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
