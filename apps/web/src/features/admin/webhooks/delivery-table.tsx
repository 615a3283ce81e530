"use client";

import type { WebhookDelivery } from "@cartwright/contracts/webhooks";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import { type Ref, useId, useState } from "react";
import { RowDetails, RowToggle } from "../shell/expandable-row.tsx";
import { areAllChosen, RowChoice, withChoice } from "../shell/row-choice.tsx";
import { Timestamp } from "../shell/timestamp.tsx";
import { DeliveryDetails } from "./delivery-details.tsx";
import { STATE_TONE, useWebhookLabels } from "./webhook-labels.ts";

const WIDE = "max-md:hidden";
const CELL = "py-2";
const COLUMNS = 6;

interface DeliveryTableProps {
  deliveries: readonly WebhookDelivery[];
  body: Ref<HTMLTableSectionElement>;
  chosen: ReadonlySet<string>;
  /** None for people who may not replay. */
  onChoose: ((chosen: ReadonlySet<string>) => void) | undefined;
}

/** Deliveries as rows; those that have ended can be chosen, and each expands to its payload and attempts. */
export function DeliveryTable({ deliveries, body, chosen, onChoose }: DeliveryTableProps) {
  const t = useTranslations("adminWebhooks");
  const ended = deliveries.filter(({ state }) => state !== "pending").map(({ id }) => id);
  const choose = (ids: readonly string[], on: boolean) => onChoose?.(withChoice(chosen, ids, on));
  return (
    <Table caption={t("log.caption")}>
      <thead>
        <tr>
          <Th className="w-10">
            {onChoose && ended.length > 0 ? (
              <RowChoice
                label={t("log.selectAll")}
                on={areAllChosen(chosen, ended)}
                onChange={(on) => choose(ended, on)}
              />
            ) : (
              <span className="sr-only">{t("logColumn.select")}</span>
            )}
          </Th>
          <Th>{t("logColumn.event")}</Th>
          <Th>{t("logColumn.outcome")}</Th>
          <Th className={WIDE}>{t("logColumn.response")}</Th>
          <Th className={classNames(WIDE, "text-right")}>{t("logColumn.attempts")}</Th>
          <Th className="text-right">{t("logColumn.when")}</Th>
        </tr>
      </thead>
      <tbody ref={body}>
        {deliveries.map((delivery) => (
          <Delivery
            key={delivery.id}
            delivery={delivery}
            isChosen={chosen.has(delivery.id)}
            onChoose={onChoose && delivery.state !== "pending" ? (on) => choose([delivery.id], on) : undefined}
          />
        ))}
      </tbody>
    </Table>
  );
}

interface DeliveryProps {
  delivery: WebhookDelivery;
  isChosen: boolean;
  onChoose: ((on: boolean) => void) | undefined;
}

function Delivery({ delivery, isChosen, onChoose }: DeliveryProps) {
  const t = useTranslations("adminWebhooks");
  const labels = useWebhookLabels();
  const [isOpen, setOpen] = useState(false);
  const detailsId = useId();
  const { id, event, state, attempts, lastStatus, lastError, createdAt } = delivery;
  return (
    <>
      <tr className="relative transition-colors last:*:border-b-0 hover:bg-sunk">
        <Td className={CELL}>
          {onChoose ? (
            <RowChoice
              label={t("log.select", { event: labels.event(event), time: createdAt })}
              on={isChosen}
              onChange={onChoose}
            />
          ) : null}
        </Td>
        <Td className={CELL}>
          <RowToggle isOpen={isOpen} detailsId={detailsId} onToggle={() => setOpen(!isOpen)}>
            {labels.event(event)}
          </RowToggle>
        </Td>
        <Td className={CELL}>
          <Badge tone={STATE_TONE[state]} className="px-2 py-px">
            {t(`state.${state}`)}
          </Badge>
        </Td>
        <Td className={classNames(CELL, WIDE, "text-ink-soft")}>{labels.result(lastStatus, lastError)}</Td>
        <Td className={classNames(CELL, WIDE, "figures text-right")}>{attempts}</Td>
        <Td className={classNames(CELL, "figures text-right whitespace-nowrap text-muted")}>
          <Timestamp at={createdAt} />
        </Td>
      </tr>
      {isOpen ? (
        <RowDetails id={detailsId} columns={COLUMNS}>
          <DeliveryDetails id={id} />
        </RowDetails>
      ) : null}
    </>
  );
}
