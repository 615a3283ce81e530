"use client";

import { formatMoney } from "@cartwright/contracts/money";
import { REFUND_REFERENCE_MAX } from "@cartwright/contracts/order-trouble";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Checkbox } from "@cartwright/ui/checkbox";
import { TextField } from "@cartwright/ui/field";
import { useState } from "react";
import { api } from "../../../../trpc/react.tsx";
import { useErrorMessage } from "../../../../trpc/use-error-message.ts";
import { useCodeLabel } from "../../shell/code-label.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { ReasonField, useReason } from "../../shell/reason-field.tsx";
import type { StaffOrder } from "../staff-order.ts";

interface MarkRefundedDialogProps {
  order: StaffOrder;
  trouble: StaffOrder["troubles"][number];
  onClose: () => void;
  onDone: () => void;
}

/** Records that a failing refund was paid in another way. Asks the provider first, and a person where it does not say. */
export function MarkRefundedDialog({ order: { number }, trouble, onClose, onDone }: MarkRefundedDialogProps) {
  const t = useTranslations("adminTrouble");
  const label = useCodeLabel();
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const { sagaId } = trouble;
  const [reference, setReference] = useState("");
  const [checked, setChecked] = useState(false);
  const [problems, setProblems] = useState<ReadonlySet<"reference" | "checked">>(new Set());
  const reason = useReason();
  const preview = api.admin.orders.previewManualRefund.useQuery(
    { number, sagaId },
    { retry: false, staleTime: 0, gcTime: 0, refetchOnWindowFocus: false },
  );
  const mark = api.admin.orders.markRefunded.useMutation({
    onSuccess: (order) => {
      utils.admin.orders.get.setData({ number }, order);
      void utils.admin.todo.invalidate();
      onDone();
    },
  });
  const shown = preview.data;
  const amount = formatMoney(shown?.amountMinor ?? trouble.refundMinor ?? 0, shown?.currency ?? trouble.currency);
  const problem = mark.error ?? preview.error;
  const submit = () => {
    if (!shown) return;
    const missing = new Set<"reference" | "checked">();
    if (reference.trim() === "") missing.add("reference");
    if (!shown.isUnmade && !checked) missing.add("checked");
    setProblems(missing);
    const why = reason.submit();
    if (missing.size > 0 || why === null) return;
    const { amountMinor } = shown;
    mark.mutate({ number, sagaId, amountMinor, reference, reason: why, checkedAtProvider: checked });
  };
  return (
    <FormDialog
      title={t("mark.title", { amount })}
      confirm={t("mark.confirm")}
      busy={mark.isPending}
      disabled={!shown}
      refusal={problem ? errorMessage(problem) : null}
      onClose={onClose}
      onSubmit={submit}
    >
      <p className="text-ink-soft">{t("mark.text", { amount })}</p>
      <TextField
        label={t("mark.reference")}
        hint={t("mark.referenceHint")}
        autoComplete="off"
        maxLength={REFUND_REFERENCE_MAX}
        value={reference}
        error={problems.has("reference") ? t("mark.referenceMissing") : undefined}
        onChange={(event) => setReference(event.target.value)}
      />
      <div aria-live="polite" className="grid gap-3 text-sm">
        {shown ? null : preview.error ? null : <p className="text-muted">{t("mark.asking")}</p>}
        {shown?.isUnmade ? <p className="text-ink-soft">{t("mark.unmade")}</p> : null}
        {shown && !shown.isUnmade ? (
          <Checkbox
            label={t("mark.checked", { provider: label("provider", shown.provider) })}
            checked={checked}
            error={problems.has("checked") ? t("mark.checkedMissing") : undefined}
            onChange={(event) => setChecked(event.target.checked)}
          />
        ) : null}
        {shown && shown.next.length > 0 ? (
          <p className="text-ink-soft">
            {t(shown.undoes ? "mark.nextUndo" : "mark.next", {
              steps: shown.next.map((step) => label("step", step)).join(", "),
            })}
          </p>
        ) : null}
      </div>
      <ReasonField reason={reason} hint={t("mark.reasonHint")} />
    </FormDialog>
  );
}
