import type { Dashboard } from "@cartwright/contracts/admin";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Meter } from "@cartwright/ui/meter";
import Link from "next/link";
import { NO_FILTER, ORDER_AXES, type OrderAxis, orderSearchPath } from "../orders/order-search.ts";
import { useStateLabels } from "../orders/use-state-labels.ts";
import { EmptyPanel, Panel } from "../shell/panel.tsx";

const AXES: readonly OrderAxis[] = ["orderStatus", "paymentStatus", "fulfillmentStatus"];

/** The number of orders in each state, each with a link to the list of them. */
export function StatesPanel({ states }: { states: Dashboard["states"] }) {
  const t = useTranslations("adminDashboard");
  return (
    <Panel title={t("states.title")} aside={<span className="text-xs text-muted">{t("states.period")}</span>} flush>
      {states.orderStatus.length === 0 ? <EmptyPanel>{t("recent.empty")}</EmptyPanel> : null}
      {AXES.map((axis) => (
        <Axis key={axis} axis={axis} states={states} />
      ))}
    </Panel>
  );
}

function Axis({ axis, states }: { axis: OrderAxis; states: Dashboard["states"] }) {
  const orders = useTranslations("adminOrders");
  const labels = useStateLabels(axis);
  const counts = states[axis];
  if (counts.length === 0) return null;
  const total = Math.max(
    1,
    counts.reduce<number>((sum, { count }) => sum + count, 0),
  );
  return (
    <section className="border-b border-line py-1 last:border-b-0">
      <h3 className="px-4 pt-1.5 text-xs font-normal text-muted">{orders(`axis.${axis}`)}</h3>
      <ul>
        {counts.map(({ state, count }) => (
          <li key={state}>
            <Link
              href={orderSearchPath({
                ...NO_FILTER,
                [axis]: ORDER_AXES[axis].options.filter((option) => option === state),
                placed: states.placed,
              })}
              prefetch={false}
              className="grid grid-cols-[8rem_1fr_3.5rem] items-center gap-3 px-4 py-1.5 hover:bg-sunk focus-visible:-outline-offset-2"
            >
              <span>{labels[state]}</span>
              <Meter end={count / total} className="text-line-strong" />
              <span className="figures text-right text-ink-soft">{count.toLocaleString("en")}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
