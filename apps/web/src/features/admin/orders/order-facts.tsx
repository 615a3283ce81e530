import { formatMoney } from "@cartwright/contracts/money";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { type ReactNode, useState } from "react";
import { Fact } from "../shell/fact.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import { EmptyPanel, Panel } from "../shell/panel.tsx";
import { StateBadge } from "../shell/state-badge.tsx";
import { ContactDialog, type ContactForm } from "./contact-dialog.tsx";
import type { StaffOrder } from "./staff-order.ts";
import { useCodeLabel } from "../shell/code-label.ts";

/** The customer, the payments, the reserved stock, and IDs for further search. */
export function OrderFacts({ order, contact }: { order: StaffOrder; contact: ContactForm | null }) {
  const t = useTranslations("adminOrders");
  const label = useCodeLabel();
  return (
    <div className="grid min-w-0 content-start gap-6">
      <StatusPanel order={order} />
      <CustomerPanel order={order} contact={contact} />
      <PaymentsPanel payments={order.payments} />
      <ReservationsPanel reservations={order.reservations} />
      <Panel title={t("facts.trace")}>
        <dl className="grid gap-2">
          <Fact name={t("facts.orderId")}>
            <Code>{order.id}</Code>
          </Fact>
          {order.traceId ? (
            <Fact name={t("facts.traceId")}>
              <Code>{order.traceId}</Code>
            </Fact>
          ) : null}
          {order.settledAt ? (
            <Fact name={t("facts.settled")}>
              <Timestamp at={order.settledAt} />
            </Fact>
          ) : null}
          {order.cancelReason ? (
            <Fact name={t("facts.cancelReason")}>{label("reason", order.cancelReason)}</Fact>
          ) : null}
        </dl>
      </Panel>
    </div>
  );
}

const Code = ({ children }: { children: ReactNode }) => <code className="font-mono text-xs break-all">{children}</code>;

/** The exact state of the order on each axis. The badge in the page's heading is their summary. */
function StatusPanel({ order }: { order: StaffOrder }) {
  const t = useTranslations("adminOrders");
  const admin = useTranslations("admin");
  return (
    <Panel title={t("facts.status")}>
      <dl className="grid gap-2">
        <Fact name={t("facts.order")}>{admin(`orderStatus.${order.orderStatus}`)}</Fact>
        <Fact name={t("facts.payment")}>{admin(`paymentStatus.${order.paymentStatus}`)}</Fact>
        <Fact name={t("facts.fulfillment")}>{admin(`fulfillmentStatus.${order.fulfillmentStatus}`)}</Fact>
      </dl>
    </Panel>
  );
}

function CustomerPanel({ order, contact }: { order: StaffOrder; contact: ContactForm | null }) {
  const t = useTranslations("adminOrders");
  const edit = useTranslations("adminContact");
  const [editing, setEditing] = useState(false);
  // Once anything is packed, a label may be on it.
  const isOpen = order.orderStatus === "confirmed" && order.fulfillmentStatus === "unfulfilled";
  return (
    <Panel
      title={t("facts.customer")}
      aside={
        <span className="flex items-center gap-3 text-xs text-muted">
          {order.userId ? t("facts.account") : t("facts.guest")}
          {contact && isOpen ? (
            <Button variant="secondary" size="sm" onClick={() => setEditing(true)}>
              {edit("label")}
            </Button>
          ) : null}
        </span>
      }
    >
      {contact && editing ? <ContactDialog order={order} contact={contact} onClose={() => setEditing(false)} /> : null}
      <p className="break-words">{order.email}</p>
      {order.shippingAddress ? (
        <address className="mt-3 whitespace-pre-line text-ink-soft not-italic">
          {order.shippingAddressLines.join("\n")}
        </address>
      ) : (
        <p className="mt-3 text-ink-soft">{t("facts.nothingToShip")}</p>
      )}
    </Panel>
  );
}

function PaymentsPanel({ payments }: { payments: StaffOrder["payments"] }) {
  const t = useTranslations("adminOrders");
  const label = useCodeLabel();
  return (
    <Panel title={t("facts.payments")} flush>
      {payments.length === 0 ? <EmptyPanel>{t("facts.noPayments")}</EmptyPanel> : null}
      <ul>
        {payments.map((payment) => (
          <li key={payment.id} className="grid gap-1 border-b border-line px-4 py-3 last:border-b-0">
            <div className="flex items-center justify-between gap-3">
              <span className="figures">{formatMoney(payment.amountMinor, payment.currency)}</span>
              <StateBadge state={payment.state} />
            </div>
            <p className="flex justify-between gap-3 text-xs text-muted">
              <span>
                {payment.card
                  ? t("facts.card", { brand: label("cardBrand", payment.card.brand), last4: payment.card.last4 })
                  : label("provider", payment.provider)}
              </span>
              <Timestamp at={payment.createdAt} className="figures" />
            </p>
            {payment.giftCardMinor > 0 ? (
              <p className="text-xs text-muted">
                {t("facts.giftCards", { amount: formatMoney(payment.giftCardMinor, payment.currency) })}
              </p>
            ) : null}
            {payment.providerRef ? <Code>{payment.providerRef}</Code> : null}
            {payment.failure ? <p className="text-xs text-bad">{label("reason", payment.failure)}</p> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function ReservationsPanel({ reservations }: { reservations: StaffOrder["reservations"] }) {
  const t = useTranslations("adminOrders");
  return (
    <Panel title={t("facts.reserved")} flush>
      {reservations.length === 0 ? <EmptyPanel>{t("facts.noneReserved")}</EmptyPanel> : null}
      <ul>
        {reservations.map((held) => (
          <li
            key={held.variantId}
            className="flex items-center justify-between gap-3 border-b border-line px-4 py-2 last:border-b-0"
          >
            <span className="min-w-0 truncate">
              <span className="figures">{t("facts.times", { quantity: held.quantity })} </span>
              <Code>{held.sku ?? t("facts.noSku")}</Code>
            </span>
            <span className="flex shrink-0 items-center gap-2 text-xs text-muted">
              {held.expiresAt ? <Timestamp at={held.expiresAt} className="figures" /> : null}
              <StateBadge state={held.state} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
