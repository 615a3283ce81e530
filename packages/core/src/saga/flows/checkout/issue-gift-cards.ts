import { formatGiftCardCode } from "@cartwright/contracts/gift-card-text";
import { formatMoney, type Currency } from "@cartwright/contracts/money";
import type { Tx } from "@cartwright/db/transaction";
import type { MailSite } from "../../../notifications/order-mails.ts";
import { queueMails } from "../../../notifications/queue-mail.ts";
import { readGiftCardLines } from "../../../orders/gift-card-lines.ts";
import type { LockedOrder } from "../../../orders/move-orders.ts";
import { issueSoldGiftCards } from "../../../payments/gift-cards/sold-gift-cards.ts";

/** Issues the gift cards that confirmed orders consist of, and mails their codes to the buyers, one mail an order. */
export async function issueOrderedGiftCards(tx: Tx, orders: readonly LockedOrder[], site: MailSite): Promise<void> {
  const lines = await readGiftCardLines(
    tx,
    orders.map(({ id }) => id),
  );
  const byId = new Map(orders.map((order) => [order.id, order]));
  const issued = await issueSoldGiftCards(
    tx,
    lines.flatMap(({ unitPriceMinor, ...line }) => {
      const order = byId.get(line.orderId);
      return order ? [{ ...line, amountMinor: unitPriceMinor, currency: order.currency, email: order.email }] : [];
    }),
  );
  const mails = [...Map.groupBy(issued, ({ orderId }) => orderId)].flatMap(([orderId, cards]) => {
    const order = byId.get(orderId);
    return order ? [mailOf(order, cards, site)] : [];
  });
  await queueMails(tx, mails);
}

function mailOf(
  { id, number, email, currency }: LockedOrder & { readonly currency: Currency },
  cards: readonly { readonly amountMinor: number; readonly code: string }[],
  { publicOrigin }: MailSite,
) {
  return {
    template: "gift_cards_bought" as const,
    to: email,
    number,
    cards: cards.map(({ amountMinor, code }) => ({
      amount: formatMoney(amountMinor, currency),
      code: formatGiftCardCode(code),
    })),
    shopLink: publicOrigin,
    dedupeKey: `gift_cards_bought:${id}`,
  };
}
