"use client";

import type { QueueView } from "@cartwright/contracts/queues";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { Button } from "@cartwright/ui/button";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import { Timestamp } from "../shell/timestamp.tsx";

const WIDE = "max-md:hidden";
const NUMBER = "figures text-right";

interface QueueTableProps {
  queues: readonly QueueView[];
  /** Asks whether to pause or resume one. Null for those who may not. */
  onAsk: ((queue: QueueView) => void) | null;
}

/** Each queue with its figures. */
export function QueueTable({ queues, onAsk }: QueueTableProps) {
  const t = useTranslations("adminQueues");
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <Table caption={t("caption")}>
        <thead>
          <tr>
            <Th>{t("column.queue")}</Th>
            <Th className="text-right">{t("column.waiting")}</Th>
            <Th className={classNames(WIDE, "text-right")}>{t("column.oldest")}</Th>
            <Th className={classNames(WIDE, "text-right")}>{t("column.rate")}</Th>
            <Th className={classNames(WIDE, "text-right")}>{t("column.active")}</Th>
            <Th className={classNames(WIDE, "text-right")}>{t("column.delayed")}</Th>
            <Th className={classNames(WIDE, "text-right")}>{t("column.failed")}</Th>
            {onAsk === null ? null : (
              <Th>
                <span className="sr-only">{t("column.act")}</span>
              </Th>
            )}
          </tr>
        </thead>
        <tbody>
          {queues.map((queue) => (
            <QueueRow key={queue.name} queue={queue} onAsk={onAsk} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function QueueRow({ queue, onAsk }: { queue: QueueView; onAsk: QueueTableProps["onAsk"] }) {
  const t = useTranslations("adminQueues");
  const { name, figures, finishedPerMinute: rate, paused } = queue;
  const label = t(`name.${name}`);
  const act = paused ? "resume" : "pause";
  const shown = (value: number | undefined) => value?.toLocaleString("en") ?? "–";
  return (
    <tr className={classNames("last:*:border-b-0", paused && "bg-warn-soft")}>
      <Td className="py-2">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {label} <QueueBadge queue={queue} />
        </span>
        <span className="text-xs text-muted md:hidden">
          {figures === null ? t("unmeasured") : t("brief", { rate, ...figures })}
        </span>
      </Td>
      <Td className={classNames(NUMBER, "py-2")}>
        {shown(figures?.waiting)}
        {figures?.oldestAt ? (
          <Timestamp at={figures.oldestAt} className="block text-xs whitespace-nowrap text-muted md:hidden" />
        ) : null}
      </Td>
      <Td className={classNames(NUMBER, WIDE, "py-2 whitespace-nowrap text-muted")}>
        {figures?.oldestAt ? <Timestamp at={figures.oldestAt} /> : "–"}
      </Td>
      <Td className={classNames(NUMBER, WIDE, "py-2")}>{shown(rate)}</Td>
      <Td className={classNames(NUMBER, WIDE, "py-2")}>{shown(figures?.active)}</Td>
      <Td className={classNames(NUMBER, WIDE, "py-2")}>{shown(figures?.delayed)}</Td>
      <Td className={classNames(NUMBER, WIDE, "py-2", figures && figures.failed > 0 && "font-medium text-bad")}>
        {shown(figures?.failed)}
      </Td>
      {onAsk === null ? null : (
        <Td className="py-2 text-right">
          <Button
            variant="secondary"
            size="sm"
            aria-label={t(`${act}.openFor`, { queue: label })}
            onClick={() => onAsk(queue)}
          >
            {t(`${act}.open`)}
          </Button>
        </Td>
      )}
    </tr>
  );
}

/** The state of a queue that is not simply at work. */
function QueueBadge({ queue: { paused, figures } }: { queue: QueueView }) {
  const t = useTranslations("adminQueues");
  if (paused) return <Badge tone="warn">{figures === null || figures.paused ? t("paused") : t("pausing")}</Badge>;
  return figures?.paused ? <Badge>{t("resuming")}</Badge> : null;
}
