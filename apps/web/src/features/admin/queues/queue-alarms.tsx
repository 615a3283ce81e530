"use client";

import type { QueuesOverview } from "@cartwright/contracts/queues";
import { useTranslations } from "@cartwright/messages/use-translations";
import { AttentionPanel } from "../shell/attention-panel.tsx";
import { Timestamp } from "../shell/timestamp.tsx";

/** What is wrong with queues and workers; nothing when all is well. */
export function QueueAlarms({ overview: { queues, workers, store } }: { overview: QueuesOverview }) {
  const t = useTranslations("adminQueues");
  const paused = queues.filter((queue) => queue.paused);
  const silent = workers.filter(({ state }) => state === "silent");
  if (paused.length === 0 && silent.length === 0 && store !== null) return null;
  return (
    <AttentionPanel title={t("alarm.label")}>
      <ul className="grid gap-2 px-4 pt-1 pb-3 text-sm">
        {store === null ? <li>{t("alarm.noWorker")}</li> : null}
        {paused.map(({ name, change }) => (
          <li key={name} className="flex flex-wrap items-baseline gap-x-3">
            <span className="min-w-0 wrap-anywhere">
              {t("alarm.paused", { queue: t(`name.${name}`), reason: change?.reason ?? "" })}
            </span>
            {change ? (
              <span className="text-xs text-muted">
                {t.rich("alarm.by", {
                  who: change.by ?? t("alarm.someone"),
                  time: <Timestamp at={change.at} className="figures" />,
                })}
              </span>
            ) : null}
          </li>
        ))}
        {silent.map(({ id, host, pid, heartbeatAt }) => (
          <li key={id} className="wrap-anywhere">
            {t.rich("alarm.silent", {
              host,
              pid: String(pid),
              time: <Timestamp at={heartbeatAt} className="figures" />,
            })}
          </li>
        ))}
      </ul>
    </AttentionPanel>
  );
}
