"use client";

import type { InboundOutcome, InboundWebhookRow } from "@cartwright/contracts/inbound-webhooks";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge, type Tone } from "@cartwright/ui/badge";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import { type Ref, useId, useState } from "react";
import { RowDetails, RowToggle } from "../../shell/expandable-row.tsx";
import { Timestamp } from "../../shell/timestamp.tsx";
import { WebhookDetails } from "./webhook-details.tsx";

const WIDE = "max-md:hidden";
const CELL = "py-2";
const COLUMNS = 4;
const TONE: Readonly<Record<InboundOutcome, Tone>> = {
  applied: "good",
  ignored: "neutral",
  unmatched: "warn",
  mismatch: "bad",
};

interface WebhookTableProps {
  rows: readonly InboundWebhookRow[];
  body: Ref<HTMLTableSectionElement>;
  mayRepair: boolean;
}

/** Webhooks as rows; each expands to its payload. */
export function WebhookTable({ rows, body, mayRepair }: WebhookTableProps) {
  const t = useTranslations("adminInboundWebhooks");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("column.type")}</Th>
          <Th>{t("column.outcome")}</Th>
          <Th className={WIDE}>{t("column.order")}</Th>
          <Th className="text-right">{t("column.received")}</Th>
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((row) => (
          <Webhook key={`${row.provider} ${row.eventId}`} row={row} mayRepair={mayRepair} />
        ))}
      </tbody>
    </Table>
  );
}

function Webhook({ row, mayRepair }: { row: InboundWebhookRow; mayRepair: boolean }) {
  const t = useTranslations("adminInboundWebhooks");
  const [isOpen, setOpen] = useState(false);
  const detailsId = useId();
  const { type, outcome, orderNumber, receivedAt, rerun } = row;
  return (
    <>
      <tr className="relative transition-colors last:*:border-b-0 hover:bg-sunk">
        <Td className={CELL}>
          <RowToggle
            isOpen={isOpen}
            detailsId={detailsId}
            onToggle={() => setOpen(!isOpen)}
            className="font-mono text-xs"
          >
            {type}
          </RowToggle>
          {orderNumber === null ? null : (
            <span className="figures block pl-6 text-xs text-muted md:hidden">{orderNumber}</span>
          )}
        </Td>
        <Td className={CELL}>
          <Badge tone={TONE[outcome]} className="px-2 py-px">
            {t(`outcome.${outcome}`)}
          </Badge>
          {rerun === null ? null : <span className="block text-xs text-muted">{t("rerun.mark")}</span>}
        </Td>
        <Td className={classNames(CELL, WIDE)}>
          {orderNumber === null ? null : (
            <Link
              href={`/admin/orders/${orderNumber}`}
              prefetch={false}
              className="figures relative z-10 inline-flex min-h-6 items-center underline underline-offset-4"
            >
              {orderNumber}
            </Link>
          )}
        </Td>
        <Td className={classNames(CELL, "figures text-right whitespace-nowrap text-muted")}>
          <Timestamp at={receivedAt} />
        </Td>
      </tr>
      {isOpen ? (
        <RowDetails id={detailsId} columns={COLUMNS}>
          <WebhookDetails row={row} mayRepair={mayRepair} />
        </RowDetails>
      ) : null}
    </>
  );
}
