import type { Order } from "@cartwright/contracts/orders";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import { Check, X } from "lucide-react";
import { LocalTime } from "./local-time.tsx";
import { checkoutSteps, type Step } from "./order-progress.ts";

/** The checkout's progress in four steps. */
export function OrderSteps({ order }: { order: Pick<Order, "status" | "timeline"> }) {
  const t = useTranslations("orders");
  const steps = checkoutSteps(order);
  return (
    <ol className="grid grid-cols-4 gap-2 sm:gap-3" aria-label={t("steps.label")}>
      {steps.map((step) => (
        <li key={step.name} aria-current={step.state === "current" ? "step" : undefined}>
          <span
            aria-hidden="true"
            className={classNames(
              "mb-3 block h-1 rounded-full transition-colors duration-500",
              step.state === "done" && "bg-ink",
              step.state === "current" && "animate-pulse-soft bg-accent",
              step.state === "waiting" && "bg-line",
              step.state === "failed" && "bg-bad",
            )}
          />
          <span className="flex items-center gap-1.5 text-xs sm:text-sm">
            <StepMark state={step.state} />
            <span className={step.state === "waiting" ? "text-muted" : ""}>{t(`steps.${step.name}`)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function StepMark({ state }: { state: Step["state"] }) {
  const t = useTranslations("orders");
  switch (state) {
    case "done":
      return (
        <>
          <Check aria-hidden="true" className="hidden size-4 sm:block" />
          <span className="sr-only">{t("steps.done")}</span>
        </>
      );
    case "failed":
      return (
        <>
          <X aria-hidden="true" className="hidden size-4 text-bad sm:block" />
          <span className="sr-only">{t("steps.failed")}</span>
        </>
      );
    case "current":
      return <span className="sr-only">{t("steps.current")}</span>;
    case "waiting":
      return <span className="sr-only">{t("steps.waiting")}</span>;
  }
}

/** All order events, newest last. Times are in the reader's time zone. */
export function OrderTimeline({ timeline }: { timeline: Order["timeline"] }) {
  return (
    <ol className="grid">
      {timeline.map((entry, index) => (
        <li key={entry.seq} className="grid animate-rise grid-cols-[0.75rem_1fr_auto] gap-x-4">
          <span aria-hidden="true" className="relative flex justify-center">
            <span
              className={classNames(
                "mt-2 size-2 rounded-full",
                index === timeline.length - 1 ? "bg-accent ring-4 ring-accent-soft" : "bg-line-strong",
              )}
            />
            {index === timeline.length - 1 ? null : <span className="absolute top-5 bottom-0 w-px bg-line" />}
          </span>
          <p className="pb-5 text-sm">{entry.message}</p>
          <LocalTime at={entry.at} className="figures pt-0.5 text-xs text-muted" />
        </li>
      ))}
    </ol>
  );
}
