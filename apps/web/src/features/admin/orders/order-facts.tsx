import { formatMoney } from "@cartwright/contracts/money";
import type { ReactNode } from "react";
import { Fact } from "../shell/fact.tsx";
import { Moment } from "../shell/timestamp.tsx";
import { Nothing, Panel } from "../shell/panel.tsx";
import { StateBadge } from "../shell/state-badge.tsx";
import type { StaffOrder } from "./staff-order.ts";
import { engineWord, STATE_WORD } from "../shell/words.ts";

/** Whose the order is, what was paid, what is held for it, and where to look further. */
export function OrderFacts({ order }: { order: StaffOrder }) {
  return (
    <div className="grid min-w-0 content-start gap-6">
      <StatusPanel order={order} />
      <CustomerPanel order={order} />
      <PaymentsPanel payments={order.payments} />
      <ReservationsPanel reservations={order.reservations} />
      <Panel title="Trace">
        <dl className="grid gap-2">
          <Fact name="Order id">
            <Code>{order.id}</Code>
          </Fact>
          {order.traceId ? (
            <Fact name="Trace id">
              <Code>{order.traceId}</Code>
            </Fact>
          ) : null}
          {order.settledAt ? (
            <Fact name="Settled">
              <Moment at={order.settledAt} />
            </Fact>
          ) : null}
          {order.cancelReason ? <Fact name="Cancelled because">{order.cancelReason}</Fact> : null}
        </dl>
      </Panel>
    </div>
  );
}

const Code = ({ children }: { children: ReactNode }) => <code className="font-mono text-xs break-all">{children}</code>;

/** The exact state of the order on each axis. The badge in the page's heading is their summary. */
function StatusPanel({ order }: { order: StaffOrder }) {
  return (
    <Panel title="Status">
      <dl className="grid gap-2">
        <Fact name="Order">{STATE_WORD.orderStatus[order.orderStatus]}</Fact>
        <Fact name="Payment">{STATE_WORD.paymentStatus[order.paymentStatus]}</Fact>
        <Fact name="Fulfilment">{STATE_WORD.fulfillmentStatus[order.fulfillmentStatus]}</Fact>
      </dl>
    </Panel>
  );
}

function CustomerPanel({ order }: { order: StaffOrder }) {
  const { name, line1, line2, postalCode, city, region, country } = order.shippingAddress;
  const lines = [name, line1, line2, `${postalCode} ${city}`, region, country].filter((line) => line !== undefined);
  return (
    <Panel title="Customer" aside={<span className="text-xs text-muted">{order.userId ? "Account" : "Guest"}</span>}>
      <p className="break-words">{order.email}</p>
      <address className="mt-3 whitespace-pre-line text-ink-soft not-italic">{lines.join("\n")}</address>
    </Panel>
  );
}

function PaymentsPanel({ payments }: { payments: StaffOrder["payments"] }) {
  return (
    <Panel title="Payments" flush>
      {payments.length === 0 ? <Nothing>No payment yet.</Nothing> : null}
      <ul>
        {payments.map((payment) => (
          <li key={payment.id} className="grid gap-1 border-b border-line px-4 py-3 last:border-b-0">
            <div className="flex items-center justify-between gap-3">
              <span className="figures">{formatMoney(payment.amountMinor, payment.currency)}</span>
              <StateBadge state={payment.state} />
            </div>
            <p className="flex justify-between gap-3 text-xs text-muted">
              <span>{engineWord(payment.provider).label}</span>
              <Moment at={payment.createdAt} className="figures" />
            </p>
            {payment.providerRef ? <Code>{payment.providerRef}</Code> : null}
            {payment.failure ? <p className="text-xs text-bad">{engineWord(payment.failure).label}</p> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function ReservationsPanel({ reservations }: { reservations: StaffOrder["reservations"] }) {
  return (
    <Panel title="Stock held" flush>
      {reservations.length === 0 ? <Nothing>Nothing is held.</Nothing> : null}
      <ul>
        {reservations.map((held) => (
          <li
            key={held.variantId}
            className="flex items-center justify-between gap-3 border-b border-line px-4 py-2 last:border-b-0"
          >
            <span className="min-w-0 truncate">
              <span className="figures">{held.quantity} × </span>
              <Code>{held.sku ?? "no SKU"}</Code>
            </span>
            <span className="flex shrink-0 items-center gap-2 text-xs text-muted">
              {held.expiresAt ? <Moment at={held.expiresAt} className="figures" /> : null}
              <StateBadge state={held.state} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
