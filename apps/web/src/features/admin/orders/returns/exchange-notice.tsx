"use client";

import { fullTitle } from "@cartwright/contracts/only-variant";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Notice } from "@cartwright/ui/notice";
import Link from "next/link";
import type { StaffOrder, StaffReturn } from "../staff-order.ts";

/** Says what an order was sent in exchange for, and where its money is. Nothing for other orders. */
export function ExchangeNotice({ exchangeOf }: Pick<StaffOrder, "exchangeOf">) {
  const t = useTranslations("adminReturns");
  if (!exchangeOf) return null;
  return (
    <Notice tone="neutral">
      {t.rich("exchange.of", { order: <OrderLink key="of" number={exchangeOf.number} /> })}{" "}
      {t.rich("exchange.paidIn", { order: <OrderLink key="paid" number={exchangeOf.paidNumber} /> })}
    </Notice>
  );
}

const OrderLink = ({ number }: { number: string }) => (
  <Link href={`/admin/orders/${number}`} prefetch={false} className="link font-mono">
    {number}
  </Link>
);

/** The exchanges of a return: what was sent for which order, and those that are off. */
export function ReturnExchanges({ exchanges }: Pick<StaffReturn, "exchanges">) {
  const t = useTranslations("adminReturns");
  return exchanges.map(({ number, isOff, lines }) => (
    <p key={number} className="break-words text-ink-soft">
      {t.rich(isOff ? "exchange.wasOff" : "exchange.made", {
        items: lines.map((line) => t("item", { quantity: line.quantity, title: fullTitle(line) })).join(", "),
        order: <OrderLink key={number} number={number} />,
      })}
    </p>
  ));
}
