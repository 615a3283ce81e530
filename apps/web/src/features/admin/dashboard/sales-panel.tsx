import type { Dashboard } from "@cartwright/contracts/admin";
import { type Currency, formatMoney } from "@cartwright/contracts/money";
import { BarChart } from "@cartwright/ui/bar-chart";
import { Panel } from "../shell/panel.tsx";

/** Sales by hour over the last day. Hours are UTC, as all of the dashboard's days are. */
export function SalesPanel({ points, currency }: { points: Dashboard["sales"]; currency: Currency }) {
  const total = points.reduce((sum, point) => sum + point.salesMinor, 0);
  return (
    <Panel
      title="Sales, last 24 hours"
      aside={<span className="figures text-xs text-muted">{formatMoney(total, currency)} · UTC</span>}
    >
      <BarChart
        label="Sales per hour over the last 24 hours"
        columns={{ label: "Hour", text: "Sales" }}
        words={{ now: "Now", asTable: "View as table", summary: "" }}
        labelEvery={4}
        points={points.map((point) => ({
          label: `${point.at.slice(11, 13)}:00`,
          value: point.salesMinor,
          text: `${formatMoney(point.salesMinor, currency)} · ${point.orders} ${point.orders === 1 ? "order" : "orders"}`,
        }))}
      />
    </Panel>
  );
}
