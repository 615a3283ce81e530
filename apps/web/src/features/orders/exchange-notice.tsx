import { fullTitle } from "@cartwright/contracts/only-variant";
import type { Order } from "@cartwright/contracts/orders";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Notice } from "@cartwright/ui/notice";
import Link from "next/link";

/** Takes the place of the tag around an order's number. */
const orderLink = (number: string) => <Link href={`/orders/${number}`} prefetch={false} className="link figures" />;

/** Says what an order is sent in exchange for, and what happens when it was cancelled. Nothing for other orders. */
export function ExchangeNotice({ order: { exchangeOf, status } }: { order: Pick<Order, "exchangeOf" | "status"> }) {
  const t = useTranslations("orders");
  if (!exchangeOf) return null;
  return (
    <Notice tone="neutral">
      {t.rich(status === "cancelled" ? "exchange.cancelled" : "exchange.of", {
        number: exchangeOf.number,
        order: orderLink(exchangeOf.number),
      })}
    </Notice>
  );
}

/** What is sent for the items of a return, and with which order. Exchanges that are off are left out: the timeline has them. */
export function ReturnExchanges({ exchanges }: Pick<Order["returns"][number], "exchanges">) {
  const t = useTranslations("orders");
  return exchanges
    .filter(({ isCancelled }) => !isCancelled)
    .map(({ number, lines }) => (
      <Notice key={number} tone="good">
        {t.rich("exchange.made", {
          items: lines
            .map((line) => t("exchange.item", { quantity: line.quantity, title: fullTitle(line) }))
            .join(", "),
          number,
          order: orderLink(number),
        })}
      </Notice>
    ));
}
