"use client";

import { ExportDocuments } from "@cartwright/contracts/invoices";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Input } from "@cartwright/ui/field";
import { Notice } from "@cartwright/ui/notice";
import { toast } from "@cartwright/ui/toast";
import { useId, useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { saveAsFile } from "../../account/save-as-file.ts";
import { Panel } from "../shell/panel.tsx";

/** Exports the invoices and credit notes of a month for the bookkeeper. */
export function DocumentsExport({ month: initial }: { month: string }) {
  const t = useTranslations("adminInvoices");
  const errorMessage = useErrorMessage();
  const fieldId = useId();
  const [month, setMonth] = useState(initial);
  const wanted = ExportDocuments.safeParse({ month });
  const exportMonth = api.admin.settings.exportInvoices.useMutation({
    onSuccess({ csv, rows, complete }) {
      if (rows > 0) saveAsFile(`invoices-${month}.csv`, csv, "text/csv");
      toast(t(complete ? "exported" : "exportCut", { rows }));
    },
  });
  return (
    <Panel title={t("exportTitle")}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted.success && !exportMonth.isPending) exportMonth.mutate(wanted.data);
        }}
      >
        {exportMonth.error ? (
          <Notice tone="bad" urgent>
            {errorMessage(exportMonth.error)}
          </Notice>
        ) : null}
        <p className="max-w-prose text-muted">{t("exportText")}</p>
        <div className="flex flex-wrap items-end gap-3">
          <div className="grid w-full max-w-xs gap-1.5">
            <label htmlFor={fieldId} className="text-sm font-medium">
              {t("month")}
            </label>
            <Input
              id={fieldId}
              type="month"
              required
              pattern="\d{4}-(0[1-9]|1[0-2])"
              value={month}
              onChange={(event) => setMonth(event.target.value)}
            />
          </div>
          <Button type="submit" variant="secondary" busy={exportMonth.isPending} disabled={!wanted.success}>
            {t("export")}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
