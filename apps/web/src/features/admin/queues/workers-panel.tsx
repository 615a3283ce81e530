"use client";

import type { QueuesOverview, WorkerState, WorkerView } from "@cartwright/contracts/queues";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge, type Tone } from "@cartwright/ui/badge";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import { useDuration } from "../shell/duration.ts";
import { Fact } from "../shell/fact.tsx";
import { EmptyPanel, Panel } from "../shell/panel.tsx";
import { Timestamp } from "../shell/timestamp.tsx";

const WIDE = "max-md:hidden";
const TONE: Readonly<Record<WorkerState, Tone>> = { running: "good", silent: "bad", stopped: "neutral" };

/** Messages that are committed and not in a queue. */
export function OutboxPanel({ outbox: { unsent, lagMs } }: { outbox: QueuesOverview["outbox"] }) {
  const t = useTranslations("adminQueues");
  const duration = useDuration();
  return (
    <Panel title={t("outbox.title")}>
      <p className="mb-3 text-sm text-ink-soft">{t("outbox.text")}</p>
      <dl className="figures grid grid-cols-2 gap-3">
        <Fact name={t("outbox.unsent")}>{unsent.toLocaleString("en")}</Fact>
        <Fact name={t("outbox.lag")}>{duration(lagMs)}</Fact>
      </dl>
    </Panel>
  );
}

/** The processes that work on the queues, by their heartbeats. */
export function WorkersPanel({ workers, store }: Pick<QueuesOverview, "workers" | "store">) {
  const t = useTranslations("adminQueues");
  const aside = store === null ? null : <span className="text-xs text-muted">{t("workers.store", { store })}</span>;
  return (
    <Panel title={t("workers.title")} aside={aside} flush>
      {workers.length === 0 ? (
        <EmptyPanel>{t("workers.empty")}</EmptyPanel>
      ) : (
        <Table caption={t("workers.caption")}>
          <thead>
            <tr>
              <Th>{t("workers.host")}</Th>
              <Th className={classNames(WIDE, "text-right")}>{t("workers.pid")}</Th>
              <Th className={WIDE}>{t("workers.version")}</Th>
              <Th>{t("workers.state")}</Th>
              <Th className={WIDE}>{t("workers.started")}</Th>
              <Th className="text-right">{t("workers.heartbeat")}</Th>
            </tr>
          </thead>
          <tbody>
            {workers.map((worker) => (
              <Worker key={worker.id} worker={worker} />
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

function Worker({ worker: { host, pid, version, state, startedAt, heartbeatAt } }: { worker: WorkerView }) {
  const t = useTranslations("adminQueues");
  return (
    <tr className="last:*:border-b-0">
      <Td className="py-2 font-mono text-xs wrap-anywhere">
        {host}
        <span className="block text-muted md:hidden">{pid}</span>
      </Td>
      <Td className={classNames(WIDE, "figures py-2 text-right")}>{pid}</Td>
      <Td className={classNames(WIDE, "max-w-40 truncate py-2 text-muted")}>{version ?? t("workers.unversioned")}</Td>
      <Td className="py-2">
        <Badge tone={TONE[state]}>{t(`workers.${state}`)}</Badge>
      </Td>
      <Td className={classNames(WIDE, "figures py-2 whitespace-nowrap text-muted")}>
        <Timestamp at={startedAt} />
      </Td>
      <Td className="figures py-2 text-right whitespace-nowrap text-muted">
        <Timestamp at={heartbeatAt} />
      </Td>
    </tr>
  );
}
