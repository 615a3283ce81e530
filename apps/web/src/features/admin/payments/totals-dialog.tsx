"use client";

import { DayPeriod } from "@cartwright/contracts/day-period";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Field, Input } from "@cartwright/ui/field";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { FormDialog } from "../shell/form-dialog.tsx";
import { useTimeZone } from "../shell/shop-time.tsx";
import { saveAsFile } from "../../account/save-as-file.ts";

interface TotalsDialogProps {
  /** The days to begin with. */
  period: DayPeriod | null;
  onClose: () => void;
}

/** Exports the totals of chosen days for the bookkeeper. */
export function TotalsDialog({ period, onClose }: TotalsDialogProps) {
  const t = useTranslations("adminPayments");
  const errorMessage = useErrorMessage();
  const timeZone = useTimeZone();
  const [days, setDays] = useState({ from: period?.from ?? "", to: period?.to ?? "" });
  const [submitted, setSubmitted] = useState(false);
  const wanted = DayPeriod.safeParse(days);
  const take = api.admin.payments.exportTotals.useMutation({
    onSuccess: ({ csv, rows, isComplete }) => {
      saveAsFile(t("totals.fileName", days), csv, "text/csv");
      toast(t(isComplete ? "totals.done" : "totals.partly", { count: rows }));
      onClose();
    },
  });
  const error = submitted && !wanted.success ? t("totals.wrong") : undefined;
  return (
    <FormDialog
      title={t("totals.title")}
      confirm={t("totals.confirm")}
      busy={take.isPending}
      refusal={take.error ? errorMessage(take.error) : null}
      onClose={onClose}
      onSubmit={() => {
        setSubmitted(true);
        if (wanted.success) take.mutate(wanted.data);
      }}
    >
      <p className="text-ink-soft">{t("totals.text", { timeZone })}</p>
      <div className="grid gap-3 sm:grid-cols-2">
        {(["from", "to"] as const).map((end) => (
          <Field key={end} label={t(`totals.${end}`)} error={end === "to" ? error : undefined}>
            {(control) => (
              <Input
                {...control}
                type="date"
                min="2000-01-01"
                max="2999-12-31"
                value={days[end]}
                onChange={(event) => setDays({ ...days, [end]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
    </FormDialog>
  );
}
