"use client";

import { DocumentsOfMonth } from "@cartwright/contracts/invoices";
import { listFilePath } from "@cartwright/contracts/list-files";
import { useTranslations } from "@cartwright/messages/use-translations";
import { buttonClass } from "@cartwright/ui/button-class";
import { Input } from "@cartwright/ui/field";
import { useId, useState } from "react";
import { Panel } from "../shell/panel.tsx";

/** Exports the invoices and credit notes of a month for the bookkeeper. */
export function DocumentsExport({ month: initial }: { month: string }) {
  const t = useTranslations("adminInvoices");
  const fieldId = useId();
  const [month, setMonth] = useState(initial);
  const wanted = DocumentsOfMonth.safeParse({ month });
  return (
    <Panel id="documents" title={t("exportTitle")}>
      <p className="mb-4 max-w-prose text-muted">{t("exportText")}</p>
      <div className="flex flex-wrap items-end gap-3">
        <div className="grid w-full max-w-xs gap-1.5">
          <label htmlFor={fieldId} className="text-sm font-medium">
            {t("month")}
          </label>
          <Input
            id={fieldId}
            type="month"
            required
            aria-invalid={!wanted.success}
            value={month}
            onChange={(event) => setMonth(event.target.value)}
          />
        </div>
        {wanted.success ? (
          <a
            href={listFilePath("documents", wanted.data)}
            download={`invoices-${month}.csv`}
            className={buttonClass({ variant: "secondary" })}
          >
            {t("export")}
          </a>
        ) : (
          <p role="alert" className="py-2 text-bad">
            {t("monthWrong")}
          </p>
        )}
      </div>
    </Panel>
  );
}
