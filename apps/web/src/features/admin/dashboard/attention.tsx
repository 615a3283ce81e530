import type { Dashboard } from "@cartwright/contracts/admin";
import { QUEUES } from "@cartwright/contracts/messages";
import { useTranslations } from "@cartwright/messages/use-translations";
import Link from "next/link";
import type { ReactNode } from "react";
import { AttentionPanel } from "../shell/attention-panel.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import { useTroubleText } from "../orders/use-trouble-text.ts";

/** What needs staff to act; nothing when there is none. */
export function Attention({ attention }: { attention: Dashboard["attention"] }) {
  const t = useTranslations("adminDashboard");
  const queues = useTranslations("adminQueues");
  const troubleText = useTroubleText();
  const nameOf = (queue: string) => {
    const known = QUEUES.find((name) => name === queue);
    return known === undefined ? queue : queues(`name.${known}`);
  };
  const { stuck, letters, pausedQueues, silentWorkers } = attention;
  if ([stuck, letters, pausedQueues, silentWorkers].every(({ length }) => length === 0)) return null;
  return (
    <AttentionPanel title={t("attention.title")}>
      <ul className="px-4 pt-1 pb-3">
        {stuck.map((saga) => (
          <li key={saga.sagaId} className="flex flex-wrap items-baseline gap-x-3 py-1.5">
            <Link
              href={`/admin/orders/${saga.number}`}
              prefetch={false}
              className="link link-alone font-mono font-medium"
            >
              {saga.number}
            </Link>
            <span className="min-w-0 grow basis-60">{troubleText(saga)}</span>
            <Timestamp at={saga.since} className="figures text-xs text-muted" />
          </li>
        ))}
        {letters.map((letter) => (
          <li key={`${letter.queue} ${letter.cause}`} className="flex flex-wrap items-baseline gap-x-3 py-1.5">
            <Link
              href={`/admin/queues?cause=${encodeURIComponent(letter.cause)}`}
              prefetch={false}
              className="figures link link-alone font-medium"
            >
              {t("attention.deadLetters", { count: letter.count })}
            </Link>
            <span>
              {t.rich("attention.inQueue", {
                queue: nameOf(letter.queue),
                cause: <code className="font-mono text-xs">{letter.cause}</code>,
              })}
            </span>
            <Timestamp at={letter.newestAt} className="figures ml-auto text-xs text-muted" />
          </li>
        ))}
        {pausedQueues.map(({ queue, since }) => (
          <QueueAlarm key={queue} name={t("attention.paused")} since={since}>
            {queues(`name.${queue}`)}
          </QueueAlarm>
        ))}
        {silentWorkers.map(({ host, pid, since }) => (
          <QueueAlarm key={`${host} ${pid}`} name={t("attention.silent")} since={since}>
            {t("attention.process", { host, pid: String(pid) })}
          </QueueAlarm>
        ))}
      </ul>
    </AttentionPanel>
  );
}

function QueueAlarm({ name, since, children }: { name: string; since: string; children: ReactNode }) {
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 py-1.5">
      <Link href="/admin/queues" prefetch={false} className="link link-alone font-medium">
        {name}
      </Link>
      <span className="wrap-anywhere">{children}</span>
      <Timestamp at={since} className="figures ml-auto text-xs text-muted" />
    </li>
  );
}
