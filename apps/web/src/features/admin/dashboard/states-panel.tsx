import type { Dashboard } from "@cartwright/contracts/admin";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Meter } from "@cartwright/ui/meter";
import Link from "next/link";
import { EmptyPanel, Panel } from "../shell/panel.tsx";

/** The number of orders by status, each with a link to the list. */
export function StatesPanel({ byStatus }: { byStatus: Dashboard["byStatus"] }) {
  const t = useTranslations("adminDashboard");
  const admin = useTranslations("admin");
  const most = Math.max(1, ...byStatus.map((row) => row.count));
  return (
    <Panel title={t("states.title")} aside={<span className="text-xs text-muted">{t("states.period")}</span>} flush>
      {byStatus.length === 0 ? <EmptyPanel>{t("recent.empty")}</EmptyPanel> : null}
      <ul className="py-1">
        {byStatus.map(({ status, count }) => (
          <li key={status}>
            <Link
              href={`/admin/orders?status=${status}`}
              prefetch={false}
              className="grid grid-cols-[8rem_1fr_3.5rem] items-center gap-3 px-4 py-1.5 hover:bg-sunk"
            >
              <span>{admin(`status.${status}`)}</span>
              <Meter end={count / most} className="text-line-strong" />
              <span className="figures text-right text-ink-soft">{count.toLocaleString("en")}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
