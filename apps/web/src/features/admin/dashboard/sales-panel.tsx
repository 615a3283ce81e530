import type { Dashboard } from "@cartwright/contracts/admin";
import { type Currency, formatMoney } from "@cartwright/contracts/money";
import { localTime } from "@cartwright/contracts/time-zone";
import { useTranslations } from "@cartwright/messages/use-translations";
import { BarChart } from "@cartwright/ui/bar-chart";
import { useTimeZone } from "../shell/shop-time.tsx";
import { Panel } from "../shell/panel.tsx";

/** Sales by hour over the last day. Hours are those of the shop's clock; where it is put back, one is there twice. */
export function SalesPanel({ points, currency }: { points: Dashboard["sales"]; currency: Currency }) {
  const t = useTranslations("adminDashboard");
  const total = points.reduce((sum, point) => sum + point.salesMinor, 0);
  const timeZone = useTimeZone();
  const bars = points.map((point) => ({
    id: point.at,
    label: localTime(Date.parse(point.at), timeZone).time,
    value: point.salesMinor,
    text: t("sales.point", { amount: formatMoney(point.salesMinor, currency), count: point.orders }),
  }));
  const highest = bars.reduce((top, bar) => (bar.value > top.value ? bar : top), { label: "", value: 0, text: "" });
  const summary =
    highest.value === 0 ? t("sales.none") : t("sales.highest", { hour: highest.label, sales: highest.text });
  return (
    <Panel
      title={t("sales.title")}
      aside={
        <span className="figures text-xs text-muted">
          {t("sales.total", { amount: formatMoney(total, currency), zone: timeZone.replaceAll("_", " ") })}
        </span>
      }
    >
      <BarChart
        label={t("sales.chart")}
        columns={{ label: t("sales.hour"), text: t("sales.sales") }}
        words={{ now: t("sales.now"), asTable: t("sales.asTable"), summary }}
        labelEvery={4}
        points={bars}
      />
    </Panel>
  );
}
