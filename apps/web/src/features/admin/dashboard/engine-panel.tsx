import type { Dashboard } from "@cartwright/contracts/admin";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import { Panel } from "../shell/panel.tsx";
import { useDuration } from "../shell/duration.ts";

/** A healthy relay never lets a message wait this long. */
const LAG_WARN_MS = 5_000;

/** The health of order processing. */
export function EnginePanel({ shop }: { shop: Dashboard }) {
  const t = useTranslations("adminDashboard");
  const admin = useTranslations("admin");
  const { sagas, deadLetters, outboxLagMs } = shop;
  const format = useDuration();
  const duration = (ms: number | null) => (ms === null ? admin("none") : format(ms));
  const rows = [
    { name: t("engine.running"), value: sagas.running.toLocaleString("en") },
    { name: t("engine.stuck"), value: sagas.stuck.toLocaleString("en"), bad: sagas.stuck > 0 },
    { name: t("engine.median"), value: duration(sagas.p50Ms) },
    { name: t("engine.p95"), value: duration(sagas.p95Ms) },
    { name: t("engine.lag"), value: format(outboxLagMs), bad: outboxLagMs > LAG_WARN_MS },
    { name: t("engine.deadLetters"), value: deadLetters.toLocaleString("en"), bad: deadLetters > 0 },
  ];
  return (
    <Panel title={t("engine.title")} flush>
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
