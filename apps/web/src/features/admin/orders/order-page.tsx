"use client";

import type { AdminOrder } from "@cartwright/contracts/admin";
import type { OrderNotes } from "@cartwright/contracts/order-notes";
import { formatMoney } from "@cartwright/contracts/money";
import { useTranslations } from "@cartwright/messages/use-translations";
import { LiveRegion } from "@cartwright/ui/live-region";
import { AttemptsPanel } from "./attempts-panel.tsx";
import type { ContactForm } from "./contact-dialog.tsx";
import { CancelOrder } from "./cancel-order.tsx";
import { LiveState } from "../shell/live-state.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import { DocumentsPanel } from "./documents-panel.tsx";
import { OrderNotesPanel } from "./order-notes-panel.tsx";
import { OrderFacts } from "./order-facts.tsx";
import { OrderLines } from "./order-lines.tsx";
import { ParcelsPanel } from "./parcels/parcels-panel.tsx";
import { RevokeLinks } from "./revoke-links.tsx";
import { RefundsPanel } from "./refunds/refunds-panel.tsx";
import { ExchangeNotice } from "./returns/exchange-notice.tsx";
import { ReturnsPanel } from "./returns/returns-panel.tsx";
import { SagaInspector } from "./saga-inspector.tsx";
import { StatusBadge } from "../shell/state-badge.tsx";
import { BackLink } from "../shell/back-link.tsx";
import { TroublePanel } from "./trouble-panel.tsx";
import { TimelinePanel } from "./timeline-panel.tsx";
import { useStaffOrder } from "./use-staff-order.ts";

export interface OrderPermissions {
  readonly cancel: boolean;
  readonly resume: boolean;
  readonly edit: boolean;
  readonly fulfil: boolean;
  readonly refund: boolean;
}

interface OrderPageProps {
  initial: AdminOrder;
  notes: OrderNotes;
  contact: ContactForm;
  may: OrderPermissions;
}

/** One order with all its details, live. */
export function OrderPage({ initial, notes, contact, may }: OrderPageProps) {
  const t = useTranslations("adminOrders");
  const admin = useTranslations("admin");
  const { order, live } = useStaffOrder(initial);
  return (
    <div className="grid gap-6">
      <header className="grid gap-3">
        <div className="flex items-center justify-between gap-4">
          <BackLink href="/admin/orders" label={t("title")} />
          <LiveState state={live} />
        </div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="font-mono text-xl">{order.number}</h1>
          <StatusBadge status={order.status} />
          <span className="figures text-ink-soft">{formatMoney(order.totalMinor, order.currency)}</span>
          <Timestamp at={order.createdAt} className="text-muted" />
          <div className="ml-auto flex flex-wrap gap-2">
            {may.cancel && !order.linksRevoked ? <RevokeLinks number={order.number} /> : null}
            {may.cancel && order.staffMayCancel ? <CancelOrder number={order.number} /> : null}
          </div>
        </div>
      </header>
      <ExchangeNotice exchangeOf={order.exchangeOf} />
      <TroublePanel order={order} mayResume={may.resume} mayRefund={may.refund} />
      <div className="grid gap-6 xl:grid-cols-[1fr_20rem]">
        <div className="grid min-w-0 content-start gap-6">
          <OrderLines order={order} may={may} />
          {order.settled && (order.orderStatus !== "cancelled" || order.fulfillments.length > 0) ? (
            <ParcelsPanel order={order} mayFulfill={may.fulfil} />
          ) : null}
          <ReturnsPanel order={order} mayFulfill={may.fulfil} mayRefund={may.refund} />
          <RefundsPanel order={order} mayRefund={may.refund} />
          {order.sagas.toReversed().map((saga) => (
            <SagaInspector key={saga.id} saga={saga} number={order.number} mayAct={may.resume} />
          ))}
        </div>
        <div className="grid min-w-0 content-start gap-6 sm:grid-cols-2 xl:grid-cols-1">
          <AttemptsPanel order={order} />
          <DocumentsPanel order={order} />
          <OrderNotesPanel number={order.number} initial={notes} mayEdit={may.edit} />
          <TimelinePanel order={order} />
          <OrderFacts order={order} contact={may.edit ? contact : null} />
        </div>
      </div>
      <LiveRegion>{t("statusNow", { status: admin(`status.${order.status}`) })}</LiveRegion>
    </div>
  );
}
