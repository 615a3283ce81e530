"use client";

import type { ImportEntry } from "@cartwright/contracts/product-import";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Badge } from "@cartwright/ui/badge";
import { Table, Td, Th } from "@cartwright/ui/table";

const CELL = "py-2 align-top";

/** Errors and warnings with their line, field and value, what is wrong, and what to write instead. */
export function FindingsTable({ entries }: { entries: readonly ImportEntry[] }) {
  const t = useTranslations("adminImports");
  return (
    <div className="overflow-hidden rounded-md border border-line">
      <Table caption={t("findings.caption")} className="min-w-[40rem]">
        <thead>
          <tr>
            <Th className="text-right">{t("findings.line")}</Th>
            <Th>{t("report.kind")}</Th>
            <Th>{t("findings.column")}</Th>
            <Th>{t("findings.value")}</Th>
            <Th>{t("findings.problem")}</Th>
            <Th>{t("findings.remedy")}</Th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ kind, line, column, value, reason, remedy }, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a line may have the same finding twice, and the order never changes
            <tr key={index} className="last:*:border-b-0">
              <Td className={`${CELL} figures text-right`}>{line}</Td>
              <Td className={CELL}>
                <Badge tone={kind === "error" ? "bad" : "warn"}>{t(`findings.${kind}`)}</Badge>
              </Td>
              <Td className={CELL}>{column ?? <span className="text-muted">{t("findings.row")}</span>}</Td>
              <Td className={`${CELL} max-w-48 break-words`}>
                {value === null || value === "" ? (
                  <span className="text-muted">{t("findings.noValue")}</span>
                ) : (
                  <span className="font-mono text-[0.8125rem]">{value}</span>
                )}
              </Td>
              <Td className={CELL}>{reason}</Td>
              <Td className={CELL}>{remedy}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
