import type { DayPeriod } from "@cartwright/contracts/day-period";
import type { Conversion, Funnel } from "@cartwright/contracts/visits";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Meter } from "@cartwright/ui/meter";
import Link from "next/link";
import { NO_FILTER, orderSearchPath } from "../orders/order-search.ts";
import { EmptyPanel, Panel } from "../shell/panel.tsx";
import { FunnelTable } from "./funnel-table.tsx";

const STEPS = ["visits", "carts", "checkouts", "orders"] as const satisfies readonly (keyof Funnel)[];

/** A share as per cent with one decimal. Null of nothing. */
const shareOf = (part: number, whole: number): string | null =>
  whole === 0 ? null : ((part / whole) * 100).toLocaleString("en", { maximumFractionDigits: 1 });

/** How many visitors of the period came how far. */
export function ConversionPanel({ conversion }: { conversion: Conversion }) {
  const t = useTranslations("adminDashboard");
  const { total, before, days } = conversion;
  const rate = shareOf(total.orders, total.visits);
  const rateBefore = shareOf(before.orders, before.visits);
  const aside = () => {
    if (rate === null) return null;
    return rateBefore === null ? t("funnel.rate", { rate }) : t("funnel.rateBefore", { rate, before: rateBefore });
  };
  return (
    <Panel
      title={t("funnel.title")}
      aside={<span className="figures text-right text-xs text-muted">{aside()}</span>}
      flush
    >
      {total.visits === 0 ? <EmptyPanel>{t("funnel.empty")}</EmptyPanel> : <Steps conversion={conversion} />}
      <div className="grid gap-2 border-t border-line px-4 py-3 text-xs text-muted">
        <p>{t("funnel.how")}</p>
        {days.length === 0 ? null : <FunnelTable steps={STEPS} days={days} />}
      </div>
    </Panel>
  );
}

function Steps({ conversion: { total, from, to } }: { conversion: Conversion }) {
  const t = useTranslations("adminDashboard");
  return (
    <ol className="py-1">
      {STEPS.map((step, index) => {
        const count = total[step];
        const previous = STEPS[index - 1];
        const share = previous ? shareOf(count, total[previous]) : null;
        return (
          <li key={step} className="grid grid-cols-[6.5rem_1fr_auto] items-center gap-3 px-4 py-1.5">
            <span>{t(`funnelStep.${step}`)}</span>
            <Meter end={total.visits === 0 ? 0 : count / total.visits} className="text-line-strong" />
            <span className="figures text-right text-ink-soft">
              <Count step={step} count={count} placed={{ from, to }} />
              {share === null ? null : (
                <span className="block text-xs text-muted">{t("funnel.ofPrevious", { share })}</span>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** Of orders, the number opens their list. Of visitors nothing more is known. */
function Count({ step, count, placed }: { step: keyof Funnel; count: number; placed: DayPeriod }) {
  const text = count.toLocaleString("en");
  if (step !== "orders") return text;
  return (
    <Link href={orderSearchPath({ ...NO_FILTER, placed })} prefetch={false} className="link link-alone">
      {text}
    </Link>
  );
}
