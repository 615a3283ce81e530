"use client";

import { fullTitle } from "@cartwright/contracts/only-variant";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Notice } from "@cartwright/ui/notice";
import Link from "next/link";
import type { StaffOrder, StaffReturn } from "../staff-order.ts";

/** Takes the place of the tag around an order's number. */
const orderLink = (number: string) => (
  <Link href={`/admin/orders/${number}`} prefetch={false} className="link font-mono" />
);

/** Says what an order was sent in exchange for, and where its money is. Nothing for other orders. */
export function ExchangeNotice({ exchangeOf }: Pick<StaffOrder, "exchangeOf">) {
  const t = useTranslations("adminReturns");
  if (!exchangeOf) return null;
  return (
    <Notice tone="neutral">
      {t.rich("exchange.of", { number: exchangeOf.number, order: orderLink(exchangeOf.number) })}{" "}
      {t.rich("exchange.paidIn", { number: exchangeOf.paidNumber, order: orderLink(exchangeOf.paidNumber) })}
    </Notice>
  );
}

/** The exchanges of a return: what was sent for which order, and those that are off. */
export function ReturnExchanges({ exchanges }: Pick<StaffReturn, "exchanges">) {
  const t = useTranslations("adminReturns");
  return exchanges.map(({ number, isCancelled, lines }) => (
    <p key={number} className="break-words text-ink-soft">
      {t.rich(isCancelled ? "exchange.wasCancelled" : "exchange.made", {
        items: lines.map((line) => t("item", { quantity: line.quantity, title: fullTitle(line) })).join(", "),
        number,
        order: orderLink(number),
      })}
    </p>
  ));
}
