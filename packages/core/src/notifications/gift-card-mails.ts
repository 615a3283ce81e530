import { formatGiftCardCode } from "@cartwright/contracts/gift-card-text";
import { type Currency, formatMoney } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";
import type { MailSite } from "./order-mails.ts";
import { queueMails } from "./queue-mail.ts";

interface BoughtGiftCards {
  readonly order: {
    readonly id: string;
    readonly number: string;
    readonly email: string;
    readonly currency: Currency;
  };
  readonly cards: readonly { readonly amountMinor: number; readonly code: string }[];
}

/** Mails the codes of gift cards to those who bought them, one mail an order and only once. */
export async function queueGiftCardMails(
  tx: Tx,
  bought: readonly BoughtGiftCards[],
  { publicOrigin }: MailSite,
): Promise<void> {
  await queueMails(
    tx,
    bought.map(({ order: { id, number, email, currency }, cards }) => ({
      template: "gift_cards_bought" as const,
      to: email,
      number,
      cards: cards.map(({ amountMinor, code }) => ({
        amount: formatMoney(amountMinor, currency),
        code: formatGiftCardCode(code),
      })),
      shopLink: publicOrigin,
      dedupeKey: `gift_cards_bought:${id}`,
    })),
  );
}
