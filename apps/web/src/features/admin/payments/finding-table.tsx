"use client";

import type { BookFindingRow } from "@cartwright/contracts/books";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { Button } from "@cartwright/ui/button";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import type { Ref } from "react";
import { Timestamp } from "../shell/timestamp.tsx";
import { FactList } from "./fact-list.tsx";

const WIDE = "max-md:hidden";
const CELL = "py-2 align-top";

interface FindingTableProps {
  rows: readonly BookFindingRow[];
  body: Ref<HTMLTableSectionElement>;
  state: "open" | "resolved";
  /** Absent for those who may not repair. */
  onRepair: ((row: BookFindingRow) => void) | null;
}

/** What does not agree, in money, with the button that repairs it. */
export function FindingTable({ rows, body, state, onRepair }: FindingTableProps) {
  const t = useTranslations("adminPayments");
  const hasAction = state === "open" && onRepair !== null;
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("column.finding")}</Th>
          <Th className={WIDE}>{t("column.order")}</Th>
          <Th className={classNames(WIDE, "text-right")}>{t(state === "open" ? "column.found" : "column.resolved")}</Th>
          {hasAction ? (
            <Th className="text-right">
              <span className="sr-only">{t("column.action")}</span>
            </Th>
          ) : null}
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((row) => (
          <Finding key={`${row.orderId} ${row.finding}`} row={row} onRepair={hasAction ? onRepair : null} />
        ))}
      </tbody>
    </Table>
  );
}

function Finding({ row, onRepair }: { row: BookFindingRow; onRepair: ((row: BookFindingRow) => void) | null }) {
  const t = useTranslations("adminPayments");
  const { finding, orderNumber, repairedAt, resolvedAt } = row;
  return (
    <tr className="last:*:border-b-0">
      <Td className={CELL}>
        <div className="grid justify-items-start gap-1">
          <Badge tone={resolvedAt === null ? "warn" : "neutral"} className="px-2 py-px">
            {t(`finding.${finding}`)}
          </Badge>
          <FactList row={row} />
          <span className="md:hidden">
            <OrderLink row={row} />
          </span>
          {repairedAt === null || resolvedAt !== null ? null : (
            <p className="text-xs text-muted">
              {t.rich("started", { time: <Timestamp key="time" at={repairedAt} /> })}
            </p>
          )}
        </div>
      </Td>
      <Td className={classNames(CELL, WIDE)}>
        <OrderLink row={row} />
      </Td>
      <Td className={classNames(CELL, WIDE, "figures text-right whitespace-nowrap text-muted")}>
        <Timestamp at={resolvedAt ?? row.firstSeenAt} />
      </Td>
      {onRepair ? (
        <Td className={classNames(CELL, "text-right")}>
          <Button
            variant="secondary"
            size="sm"
            aria-label={t("repair.labelOf", { order: orderNumber ?? "", finding: t(`finding.${finding}`) })}
            onClick={() => onRepair(row)}
          >
            {t("repair.label")}
          </Button>
        </Td>
      ) : null}
    </tr>
  );
}

function OrderLink({ row: { orderNumber, orderExists } }: { row: BookFindingRow }) {
  if (orderNumber === null) return null;
  if (!orderExists) return <span className="figures">{orderNumber}</span>;
  return (
    <Link href={`/admin/orders/${orderNumber}`} className="figures link link-alone">
      {orderNumber}
    </Link>
  );
}
