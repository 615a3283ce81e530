import { formatLocalDate } from "@cartwright/contracts/document-text";
import { formatGiftCardCode } from "@cartwright/contracts/gift-card-text";
import { formatMoney, SHOP_CURRENCY } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";
import type { Deps } from "../../kernel/deps.ts";
import type { MailSite } from "../../notifications/order-mails.ts";
import { queueMails } from "../../notifications/queue-mail.ts";
import { readShopTime } from "../../orders/shop-time.ts";
import { lastDayOf } from "./last-day.ts";

export interface GiftCardDeps extends Pick<Deps, "db" | "nudgeRelay"> {
  readonly settings: MailSite;
}

/** Mails the code of a gift card, or a new one for a card that was mailed before. */
export async function mailCode(
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
