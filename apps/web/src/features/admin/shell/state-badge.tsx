import type { OrderSummaryStatus } from "@cartwright/contracts/order-status";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { readableCode } from "./code-label.ts";
import { isKnownState, STATUS_TONE, toneOf } from "./tones.ts";

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
