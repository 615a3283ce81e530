import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import { Timestamp } from "../shell/timestamp.tsx";
import { Panel } from "../shell/panel.tsx";
import type { StaffOrder } from "./staff-order.ts";

type Entry = StaffOrder["timeline"][number];

const BAD: ReadonlySet<Entry["type"]> = new Set(["inventory.reservation_failed", "payment.failed", "saga.stuck"]);
const SLOW: ReadonlySet<Entry["type"]> = new Set([
  "payment.delayed",
  "payment.action_required",
  "saga.retry_scheduled",
]);

const dotOf = (type: Entry["type"]): string =>
  BAD.has(type) ? "bg-bad" : SLOW.has(type) ? "bg-warn" : "bg-line-strong";

/** The customer's order updates, newest first, with their event types. */
export function TimelinePanel({ order }: { order: StaffOrder }) {
  const t = useTranslations("adminOrders");
  return (
    <Panel title={t("timeline")} className="self-start">
      <ol reversed className="grid">
        {order.timeline.toReversed().map((entry, index) => (
          <li key={entry.seq} className="group relative grid grid-cols-[0.5rem_1fr] gap-3 pb-4 last:pb-0">
            <span
              aria-hidden="true"
              className="absolute top-3 bottom-0 left-[0.1875rem] w-px bg-line group-last:hidden"
            />
            <span
              aria-hidden="true"
              className={classNames(
                "relative mt-1.5 size-2 rounded-full",
                index === 0 && !order.settled ? "animate-pulse-soft bg-accent" : dotOf(entry.type),
              )}
            />
            <div className="min-w-0">
              <p>{entry.message}</p>
              <p className="flex justify-between gap-3 text-xs text-muted">
                <code className="truncate font-mono">{entry.type}</code>
                <Timestamp at={entry.at} className="figures shrink-0" />
              </p>
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
