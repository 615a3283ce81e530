import { useTranslations } from "@cartwright/messages/use-translations";
import { Meter } from "@cartwright/ui/meter";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import { StateBadge } from "../shell/state-badge.tsx";
import type { StaffSaga } from "./staff-order.ts";
import { useCodeLabel } from "../shell/code-label.ts";
import { useDuration } from "../shell/duration.ts";

type Attempt = StaffSaga["journal"][number];

const CELL = "py-1.5 align-top";
const WIDE = "max-md:hidden";

/** Every attempt in order, each with its position in the saga's duration, like the rows of a trace. */
export function JournalTable({ saga }: { saga: StaffSaga }) {
  const t = useTranslations("adminOrders");
  const label = useCodeLabel();
  const startMs = Date.parse(saga.startedAt);
  const endMs = saga.journal.reduce((last, entry) => Math.max(last, endOf(entry)), startMs + 1);
  return (
    <div className="border-t border-line">
      <Table caption={t("saga.caption", { kind: label("saga", saga.kind) })}>
        <thead>
          <tr>
            <Th>{t("saga.number")}</Th>
            <Th>{t("saga.step")}</Th>
            <Th>{t("saga.outcome")}</Th>
            <Th className={classNames("text-right", WIDE)}>{t("saga.after")}</Th>
            <Th className="text-right">{t("saga.took")}</Th>
            <Th className={classNames("w-1/3", WIDE)}>
              <span className="sr-only">{t("saga.timeline")}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {saga.journal.map((entry) => (
            <JournalRow key={entry.seq} entry={entry} startMs={startMs} wholeMs={endMs - startMs} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

const endOf = (entry: Attempt): number => Date.parse(entry.finishedAt ?? entry.startedAt);

function JournalRow({ entry, startMs, wholeMs }: { entry: Attempt; startMs: number; wholeMs: number }) {
  const t = useTranslations("adminOrders");
  const admin = useTranslations("admin");
  const label = useCodeLabel();
  const duration = useDuration();
  const beganMs = Math.max(0, Date.parse(entry.startedAt) - startMs);
  return (
    <tr className="last:*:border-b-0">
      <Td className={classNames(CELL, "figures text-muted")}>{entry.seq}</Td>
      <Td className={CELL}>
        {entry.direction === "undo" ? <span className="text-warn">{t("saga.undo")} </span> : null}
        {label("step", entry.step)}
        {entry.attempt > 1 ? (
          <span className="figures text-muted"> {t("saga.attempt", { count: entry.attempt })}</span>
        ) : null}
        <Details entry={entry} />
      </Td>
      <Td className={CELL}>
        <StateBadge state={entry.outcome} />
      </Td>
      <Td className={classNames(CELL, WIDE, "figures text-right text-muted")}>{duration(beganMs)}</Td>
      <Td className={classNames(CELL, "figures text-right whitespace-nowrap")}>
        {entry.durationMs === null ? admin("none") : duration(entry.durationMs)}
      </Td>
      <Td className={classNames(CELL, WIDE)}>
        <Meter
          start={beganMs / wholeMs}
          end={(endOf(entry) - startMs) / wholeMs}
          className={classNames("mt-1.5", entry.direction === "undo" ? "text-warn" : "text-ink-soft")}
        />
      </Td>
    </tr>
  );
}

const FAILED: ReadonlySet<string> = new Set(["refused", "retry", "failed"]);

/** The error (or what it waits for) and the step's payload, collapsed. The server has removed personal data. */
function Details({ entry }: { entry: Attempt }) {
  const t = useTranslations("adminOrders");
  const hasPayload = entry.payload !== null && entry.payload !== undefined;
  if (!hasPayload && entry.error === null) return null;
  const failed = FAILED.has(entry.outcome);
  const noteName = failed ? t("saga.error") : t("saga.note");
  return (
    <details className="mt-0.5">
      <summary className="w-fit rounded-sm py-1 text-xs text-muted hover:text-ink">
        {entry.error === null ? t("saga.payload") : noteName}
      </summary>
      {entry.error === null ? null : (
        <p className={classNames("mt-1 font-mono text-xs break-words", failed ? "text-bad" : "text-ink-soft")}>
          {entry.error}
        </p>
      )}
      {hasPayload ? (
        <pre className="mt-1 max-h-64 overflow-auto rounded-md bg-sunk p-2 font-mono text-xs whitespace-pre-wrap">
          {JSON.stringify(entry.payload, null, 2)}
        </pre>
      ) : null}
    </details>
  );
}
