import type { OrderSummaryStatus } from "@cartwright/contracts/order-status";
import { Badge } from "@cartwright/ui/badge";
import { engineWord, STATUS_WORD } from "./words.ts";

const SLIM = "px-2 py-px";

/** An order's status. */
export function StatusBadge({ status }: { status: OrderSummaryStatus }) {
  const { label, tone } = STATUS_WORD[status];
  return (
    <Badge tone={tone} className={SLIM}>
      {label}
    </Badge>
  );
}

/** A state of a saga, an attempt, a payment or a reservation. */
export function StateBadge({ state }: { state: string }) {
  const { label, tone } = engineWord(state);
  return (
    <Badge tone={tone} className={SLIM}>
      {label}
    </Badge>
  );
}
