import { formatMoney } from "@cartwright/contracts/money";
import type { Sales, SalesStep } from "@cartwright/contracts/sales";
import { localTime } from "@cartwright/contracts/time-zone";
import { useTranslations } from "@cartwright/messages/use-translations";
import { BarChart } from "@cartwright/ui/bar-chart";
import { useDays } from "../shell/days.ts";
import { useTimeZone } from "../shell/shop-time.tsx";
import { Panel } from "../shell/panel.tsx";

type Point = Sales["period"]["points"][number];

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });

/** The name of a step on the shop's clock. Where that is put back, an hour is there twice. */
function labelOf(at: string, step: SalesStep, timeZone: string): string {
  const { date, time } = localTime(Date.parse(at), timeZone);
  if (step === "hour") return time;
  return (step === "day" ? DAY : MONTH).format(Date.parse(date));
}

const HOURS_PER_LABEL = 4;
const LABELS = 6;

/** Sales by hour, day or month, with those of the compared period as a line. */
export function SalesPanel({ sales }: { sales: Sales }) {
  const t = useTranslations("adminDashboard");
  const timeZone = useTimeZone();
  const showDays = useDays();
  const { step, currency, period, before } = sales;
  const textOf = (point: Point) =>
    t("sales.point", { amount: formatMoney(point.salesMinor, currency), count: point.orders });
  const nameOf = (point: Point) => labelOf(point.at, step, timeZone);
  const count = Math.max(period.points.length, before.points.length);
  const points = Array.from({ length: count }, (_, index) => {
    const now = period.points[index];
    const then = before.points[index];
    const named = now ?? then;
    return {
      id: String(index),
      label: named ? nameOf(named) : "",
      value: now?.salesMinor ?? null,
      text: now ? textOf(now) : t("sales.toCome"),
      before: then
        ? {
            value: then.salesMinor,
            text: step === "hour" ? textOf(then) : t("sales.named", { name: nameOf(then), text: textOf(then) }),
          }
        : null,
    };
  });
  const highest = period.points.reduce<Point | null>(
    (top, point) => (point.salesMinor > (top?.salesMinor ?? 0) ? point : top),
    null,
  );
  const summary = highest ? t("sales.highest", { name: nameOf(highest), sales: textOf(highest) }) : t("sales.none");
  return (
    <Panel
      title={t("sales.title")}
      aside={<span className="figures text-xs text-muted">{timeZone.replaceAll("_", " ")}</span>}
    >
      <BarChart
        label={t(`salesBy.${step}`)}
        columns={{ label: t(`step.${step}`), text: showDays(period), before: showDays(before) }}
        words={{ now: before.until === null ? null : t("sales.now"), asTable: t("sales.asTable"), summary }}
        labelEvery={step === "hour" ? HOURS_PER_LABEL : Math.ceil(count / LABELS)}
        points={points}
      />
    </Panel>
  );
}
