import type { Dashboard } from "@cartwright/contracts/admin";
import { Meter } from "@cartwright/ui/meter";
import Link from "next/link";
import { Nothing, Panel } from "../shell/panel.tsx";
import { STATUS_WORD } from "../shell/words.ts";

/** How many orders stand where; each leads to the list of them. */
export function StatesPanel({ byStatus }: { byStatus: Dashboard["byStatus"] }) {
  const most = Math.max(1, ...byStatus.map((row) => row.count));
  return (
    <Panel title="Orders by state" aside={<span className="text-xs text-muted">30 days</span>} flush>
      {byStatus.length === 0 ? <Nothing>No orders yet.</Nothing> : null}
      <ul className="py-1">
        {byStatus.map(({ status, count }) => (
          <li key={status}>
            <Link
              href={`/admin/orders?status=${status}`}
              prefetch={false}
              className="grid grid-cols-[8rem_1fr_3.5rem] items-center gap-3 px-4 py-1.5 hover:bg-sunk"
            >
              <span>{STATUS_WORD[status].label}</span>
              <Meter end={count / most} className="text-line-strong" />
              <span className="figures text-right text-ink-soft">{count.toLocaleString("en")}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
