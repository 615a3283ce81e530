import type { Dashboard } from "@cartwright/contracts/admin";
import { classNames } from "@cartwright/ui/class-names";
import { Panel } from "../shell/panel.tsx";
import { formatDuration } from "../shell/words.ts";

/** Above this a message has waited for longer than a healthy relay ever lets it. */
const LAG_WARN_MS = 5_000;

/** The pulse of what settles orders. */
export function EnginePanel({ shop }: { shop: Dashboard }) {
  const { sagas, deadLetters, outboxLagMs } = shop;
  const duration = (ms: number | null) => (ms === null ? "–" : formatDuration(ms));
  const rows = [
    { name: "Sagas under way", value: sagas.running.toLocaleString("en") },
    { name: "Stuck sagas", value: sagas.stuck.toLocaleString("en"), bad: sagas.stuck > 0 },
    { name: "Placed to confirmed, median", value: duration(sagas.p50Ms) },
    { name: "Placed to confirmed, 95 %", value: duration(sagas.p95Ms) },
    { name: "Outbox lag", value: formatDuration(outboxLagMs), bad: outboxLagMs > LAG_WARN_MS },
    { name: "Dead letters", value: deadLetters.toLocaleString("en"), bad: deadLetters > 0 },
  ];
  return (
    <Panel title="Engine" flush>
      <dl>
        {rows.map(({ name, value, bad }) => (
          <div key={name} className="flex justify-between gap-4 border-b border-line px-4 py-2 last:border-b-0">
            <dt className="text-ink-soft">{name}</dt>
            <dd className={classNames("figures", bad === true && "font-medium text-bad")}>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
