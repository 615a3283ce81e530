"use client";

import { HEARTBEAT_MS, type QueuesOverview, type QueueView } from "@cartwright/contracts/queues";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Notice } from "@cartwright/ui/notice";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { QueueAlarms } from "./queue-alarms.tsx";
import { QueueDialog } from "./queue-dialog.tsx";
import { QueueTable } from "./queue-table.tsx";
import { OutboxPanel, WorkersPanel } from "./workers-panel.tsx";

/** The queues, the outbox and the workers; asked for as often as workers report. */
export function QueuesPanel({ initial, mayOperate }: { initial: QueuesOverview; mayOperate: boolean }) {
  const t = useTranslations("adminQueues");
  const errorMessage = useErrorMessage();
  const [asked, setAsked] = useState<QueueView | null>(null);
  const { data, error } = api.admin.queues.overview.useQuery(undefined, {
    initialData: initial,
    refetchInterval: HEARTBEAT_MS,
  });
  return (
    <div className="grid gap-4">
      <div className="grid gap-1">
        <h1 className="text-xl">{t("title")}</h1>
        <p className="max-w-prose text-sm text-ink-soft">{t("intro", { seconds: HEARTBEAT_MS / 1_000 })}</p>
      </div>
      {error ? <Notice tone="bad">{errorMessage(error)}</Notice> : null}
      <QueueAlarms overview={data} />
      <QueueTable queues={data.queues} onAsk={mayOperate ? setAsked : null} />
      <div className="grid items-start gap-4 lg:grid-cols-[1fr_2fr]">
        <OutboxPanel outbox={data.outbox} />
        <WorkersPanel workers={data.workers} store={data.store} />
      </div>
      {asked ? <QueueDialog queue={asked} onClose={() => setAsked(null)} /> : null}
    </div>
  );
}
