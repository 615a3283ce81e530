"use client";

import type { LedgerRow } from "@cartwright/contracts/ledger";
import { useTranslations } from "@cartwright/messages/use-translations";
import { classNames } from "@cartwright/ui/class-names";
import { Table, Td, Th } from "@cartwright/ui/table";
import Link from "next/link";
import type { Ref } from "react";
import { useCodeLabel } from "../shell/code-label.ts";
import { Timestamp } from "../shell/timestamp.tsx";
import { signedMoney } from "./signed-money.ts";

const WIDE = "max-md:hidden";
const CELL = "py-2 align-top";

/** Entries of the ledger as rows. */
export function LedgerTable({ rows, body }: { rows: readonly LedgerRow[]; body: Ref<HTMLTableSectionElement> }) {
  const t = useTranslations("adminPayments");
  return (
    <Table caption={t("ledger.caption")}>
      <thead>
        <tr>
          <Th>{t("ledgerColumn.what")}</Th>
          <Th>{t("ledgerColumn.account")}</Th>
          <Th className={WIDE}>{t("ledgerColumn.order")}</Th>
          <Th className="text-right">{t("ledgerColumn.amount")}</Th>
          <Th className={classNames(WIDE, "text-right")}>{t("ledgerColumn.when")}</Th>
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((row) => (
          <Entry key={row.id} row={row} />
        ))}
      </tbody>
    </Table>
  );
}

function Entry({ row: { kind, account, orderNumber, amountMinor, currency, at, provider } }: { row: LedgerRow }) {
  const t = useTranslations("adminPayments");
  const label = useCodeLabel();
  const order =
    orderNumber === null ? null : (
      <Link
        href={`/admin/orders/${orderNumber}`}
        className="figures inline-flex min-h-6 items-center whitespace-nowrap underline underline-offset-4"
      >
        {orderNumber}
      </Link>
    );
  return (
    <tr className="last:*:border-b-0">
      <Td className={CELL}>
        {t(`transfer.${kind}`)}
        <span className="block text-xs text-muted">{provider === null ? null : label("provider", provider)}</span>
        <span className="text-xs md:hidden">{order}</span>
      </Td>
      <Td className={CELL}>{t(`account.${account}`)}</Td>
      <Td className={classNames(CELL, WIDE)}>{order}</Td>
      <Td className={classNames(CELL, "figures text-right whitespace-nowrap")}>{signedMoney(amountMinor, currency)}</Td>
      <Td className={classNames(CELL, WIDE, "figures text-right whitespace-nowrap text-muted")}>
        <Timestamp at={at} />
      </Td>
    </tr>
  );
}
