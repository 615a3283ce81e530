"use client";

import type { ImportReport } from "@cartwright/contracts/product-import";
import { type AdminImport, findingsPath } from "@cartwright/contracts/product-imports";
import { useTranslations } from "@cartwright/messages/use-translations";
import { buttonClass } from "@cartwright/ui/button-class";
import { Table, Td, Th } from "@cartwright/ui/table";
import { FindingsTable } from "./findings-table.tsx";

const NUMBERS = new Intl.NumberFormat("en-GB");
const KINDS = ["created", "changed", "unchanged", "skipped"] as const;

/** What an import changed, or would change, and what it found. */
export function ImportReportView({ shown, report }: { shown: AdminImport; report: ImportReport }) {
  const t = useTranslations("adminImports");
  const { products, variants, errors, warnings, entries } = report;
  const isDone = shown.state === "done";
  return (
    <section aria-label={t("report.title")} className="grid gap-4">
      {report.outcome === "refused" ? null : (
        <>
          <Table caption={t("report.caption", { state: isDone ? "done" : "other" })} className="max-w-xl">
            <thead>
              <tr>
                <Th>{t("report.kind")}</Th>
                {KINDS.map((kind) => (
                  <Th key={kind} className="text-right">
                    {t(`report.${kind}`)}
                  </Th>
                ))}
                <Th className="text-right">{t("report.discontinued")}</Th>
              </tr>
            </thead>
            <tbody>
              {(["products", "variants"] as const).map((what) => (
                <tr key={what} className="last:*:border-b-0">
                  <th scope="row" className="border-b border-line px-3 py-3 font-medium">
                    {t(`report.${what}`)}
                  </th>
                  {KINDS.map((kind) => (
                    <Td key={kind} className="figures text-right">
                      {NUMBERS.format((what === "products" ? products : variants)[kind])}
                    </Td>
                  ))}
                  <Td className="figures text-right">
                    {what === "variants" ? NUMBERS.format(variants.discontinued) : ""}
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
          <ReportNotes report={report} isDone={isDone} />
        </>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 className="text-sm">{t("findings.title")}</h3>
        {shown.hasFindings ? (
          <a href={findingsPath(shown.id)} download className={buttonClass({ variant: "secondary", size: "sm" })}>
            {t("findings.download")}
          </a>
        ) : null}
      </div>
      {errors + warnings === 0 ? (
        <p className="text-muted">{t("findings.none")}</p>
      ) : (
        <>
          <p className="figures text-sm text-ink-soft">
            {t("findings.errors", { count: errors })}, {t("findings.warnings", { count: warnings })}
          </p>
          <FindingsTable entries={entries} />
          {errors + warnings > entries.length ? (
            <p className="text-sm text-muted">{t("findings.first", { shown: entries.length })}</p>
          ) : null}
        </>
      )}
    </section>
  );
}

/** The rest of what an import does, each where there is something to say. */
function ReportNotes({ report, isDone }: { report: ImportReport; isDone: boolean }) {
  const t = useTranslations("adminImports");
  const { stock, categoriesCreated, file } = report;
  const names = new Intl.ListFormat("en-GB");
  const notes = [
    t("report.rows", { count: file.rows }),
    stock.changed > 0 && t(isDone ? "report.stockDone" : "report.stock", { count: stock.changed }),
    categoriesCreated > 0 && t("report.categories", { count: categoriesCreated }),
    stock.kept > 0 && t("report.stockKept", { count: stock.kept }),
    stock.untracked > 0 && t("report.untracked", { count: stock.untracked }),
    file.locations.length > 0 &&
      t("report.locations", { count: file.locations.length, names: names.format(file.locations) }),
    file.keptColumns.length > 0 && t("report.kept", { columns: names.format(file.keptColumns) }),
    file.leftColumns.length > 0 && t("report.left", { columns: names.format(file.leftColumns) }),
  ].filter((note) => note !== false);
  return (
    <ul className="grid gap-1 text-sm text-ink-soft">
      {notes.map((note) => (
        <li key={note} className="min-w-0 break-words">
          {note}
        </li>
      ))}
    </ul>
  );
}
