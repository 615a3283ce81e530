"use client";

import { formatMoney } from "@cartwright/contracts/money";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { Button } from "@cartwright/ui/button";
import { useState } from "react";
import { EmptyPanel, Panel } from "../../shell/panel.tsx";
import { Timestamp } from "../../shell/timestamp.tsx";
import type { StaffOrder } from "../staff-order.ts";
import { RefundDialog } from "./refund-dialog.tsx";

const TONES = { pending: "accent", done: "good", failed: "bad" } as const;
const SOLD: ReadonlySet<string> = new Set(["confirmed", "completed"]);
const HOLDS_MONEY: ReadonlySet<string> = new Set(["paid", "partially_refunded"]);

/** The refunds of an order, and a button while something can be refunded. */
export function RefundsPanel({ order, mayRefund }: { order: StaffOrder; mayRefund: boolean }) {
  const t = useTranslations("adminRefunds");
  const [refunding, setRefunding] = useState(false);
  // Nothing was paid for an order that was sent in exchange.
  const canRefund =
    mayRefund && order.exchangeOf === null && SOLD.has(order.orderStatus) && HOLDS_MONEY.has(order.paymentStatus);
  if (order.refunds.length === 0 && !canRefund) return null;
  return (
    <Panel
      title={t("panel")}
      flush
      aside={
        canRefund ? (
          <Button variant="secondary" size="sm" onClick={() => setRefunding(true)}>
            {t("label")}
          </Button>
        ) : null
      }
    >
      {order.refunds.length === 0 ? <EmptyPanel>{t("none")}</EmptyPanel> : null}
      <ul>
        {order.refunds.map((refund) => (
          <li key={refund.id} className="grid gap-1 border-b border-line px-4 py-3 last:border-b-0">
            <div className="flex items-center gap-3">
              <span className="figures">{formatMoney(refund.amountMinor, order.currency)}</span>
              <Badge tone={TONES[refund.state]}>{t(`state.${refund.state}`)}</Badge>
              <Timestamp at={refund.createdAt} className="ml-auto text-xs text-muted" />
            </div>
            <ul className="text-ink-soft">
              {refund.lines.map(({ lineId, quantity }) => {
                const title = order.lines.find(({ id }) => id === lineId)?.title ?? lineId;
                return <li key={lineId}>{t("part.line", { quantity, title })}</li>;
              })}
              {refund.shippingMinor > 0 ? <li>{t("part.shipping")}</li> : null}
            </ul>
            {refund.reference === null ? null : (
              <p className="break-words text-ink-soft">{t("byHand", { reference: refund.reference })}</p>
            )}
            {refund.reason === "" ? null : <p className="text-xs break-words text-muted">{refund.reason}</p>}
          </li>
        ))}
      </ul>
      {refunding ? <RefundDialog order={order} onClose={() => setRefunding(false)} /> : null}
    </Panel>
  );
}
