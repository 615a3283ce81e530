"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { Button } from "@cartwright/ui/button";
import { useState } from "react";
import { Panel } from "../../shell/panel.tsx";
import { Timestamp } from "../../shell/timestamp.tsx";
import type { StaffOrder, StaffReturn } from "../staff-order.ts";
import { DecideDialog } from "./decide-dialog.tsx";
import { ExchangeDialog } from "./exchange-dialog.tsx";
import { ReturnExchanges } from "./exchange-notice.tsx";
import { canExchange } from "./exchange-units.ts";
import { ReceiveDialog } from "./receive-dialog.tsx";

interface ReturnsPanelProps {
  order: StaffOrder;
  mayFulfill: boolean;
  mayRefund: boolean;
}

const TONES = { requested: "warn", approved: "accent", received: "good", refused: "neutral" } as const;

/** The returns that the shopper has requested, and what can be done about them. */
export function ReturnsPanel({ order, mayFulfill, mayRefund }: ReturnsPanelProps) {
  const t = useTranslations("adminReturns");
  if (order.returns.length === 0) return null;
  return (
    <Panel title={t("panel")} flush>
      <ul>
        {order.returns.map((request) => (
          <li key={request.id} className="grid gap-3 border-b border-line px-4 py-3 last:border-b-0">
            <ReturnFacts order={order} request={request} />
            {mayFulfill ? <ReturnActs order={order} request={request} mayRefund={mayRefund} /> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function ReturnFacts({ order, request }: { order: StaffOrder; request: StaffReturn }) {
  const t = useTranslations("adminReturns");
  return (
    <div className="grid gap-1">
      <div className="flex items-center gap-3">
        <Badge tone={TONES[request.state]}>{t(`state.${request.state}`)}</Badge>
        <Timestamp at={request.createdAt} className="ml-auto text-xs text-muted" />
      </div>
      <ul className="text-ink-soft">
        {request.lines.map(({ lineId, quantity, received, reason }) => {
          const title = order.lines.find(({ id }) => id === lineId)?.title ?? lineId;
          return (
            <li key={lineId} className="break-words">
              {t("line", { quantity, title, received })}
              {reason === "" ? null : <span className="block text-xs text-muted">{reason}</span>}
            </li>
          );
        })}
      </ul>
      {request.note === "" ? null : (
        <p className="text-xs break-words text-muted">{t("noted", { note: request.note })}</p>
      )}
      <ReturnExchanges exchanges={request.exchanges} />
    </div>
  );
}

function ReturnActs({ order, request, mayRefund }: { order: StaffOrder; request: StaffReturn; mayRefund: boolean }) {
  const t = useTranslations("adminReturns");
  const [asking, setAsking] = useState<"approve" | "decline" | "receive" | "exchange" | null>(null);
  const close = () => setAsking(null);
  const isOpen = request.state === "requested" || request.state === "approved";
  const exchanges = canExchange(order, request);
  if (!isOpen && !exchanges) return null;
  const isSettledInPart =
    request.lines.some(({ received }) => received > 0) || request.exchanges.some(({ isCancelled }) => !isCancelled);
  return (
    <div className="flex flex-wrap gap-2">
      {request.state === "requested" ? (
        <Button size="sm" onClick={() => setAsking("approve")}>
          {t("approve.label")}
        </Button>
      ) : null}
      {isOpen ? (
        <Button
          variant={request.state === "approved" ? "primary" : "secondary"}
          size="sm"
          onClick={() => setAsking("receive")}
        >
          {t("receive.label")}
        </Button>
      ) : null}
      {exchanges ? (
        <Button variant="secondary" size="sm" onClick={() => setAsking("exchange")}>
          {t("exchange.label")}
        </Button>
      ) : null}
      {isOpen && !isSettledInPart ? (
        <Button variant="secondary" size="sm" onClick={() => setAsking("decline")}>
          {t("decline.label")}
        </Button>
      ) : null}
      {asking === "exchange" ? <ExchangeDialog order={order} request={request} onClose={close} /> : null}
      {asking === "receive" ? (
        <ReceiveDialog order={order} request={request} mayRefund={mayRefund} onClose={close} />
      ) : null}
      {asking === "approve" || asking === "decline" ? (
        <DecideDialog number={order.number} returnId={request.id} act={asking} onClose={close} />
      ) : null}
    </div>
  );
}
