import type { OrderSummaryStatus, PaymentStatus } from "@cartwright/contracts/order-status";
import type { OrderWork } from "@cartwright/contracts/order-work";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { readableCode } from "./code-label.ts";
import { isKnownState, PAYMENT_TONE, STATUS_TONE, toneOf, WORK_TONE } from "./tones.ts";

const SLIM = "px-2 py-px";

/** An order's status. */
export function StatusBadge({ status }: { status: OrderSummaryStatus }) {
  const t = useTranslations("admin");
  return (
    <Badge tone={STATUS_TONE[status]} className={SLIM}>
      {t(`status.${status}`)}
    </Badge>
  );
}

/** Where an order's payment is. */
export function PaymentBadge({ status }: { status: PaymentStatus }) {
  const t = useTranslations("admin");
  return (
    <Badge tone={PAYMENT_TONE[status]} className={SLIM}>
      {t(`paymentStatus.${status}`)}
    </Badge>
  );
}

/** What an order is waiting for. */
export function WorkBadge({ work }: { work: OrderWork }) {
  const t = useTranslations("admin");
  return (
    <Badge tone={WORK_TONE[work]} className={SLIM}>
      {t(`work.${work}`)}
    </Badge>
  );
}

/** A state of a saga, an attempt, a payment or a reservation. */
export function StateBadge({ state }: { state: string }) {
  const t = useTranslations("admin");
  const known = isKnownState(state) ? state : null;
  return (
    <Badge tone={known === null ? "neutral" : toneOf(known)} className={SLIM}>
      {known === null ? readableCode(state) : t(`state.${known}`)}
    </Badge>
  );
}
