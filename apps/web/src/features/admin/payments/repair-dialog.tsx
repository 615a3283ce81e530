"use client";

import type { BookFindingRow, RepairPreview } from "@cartwright/contracts/books";
import { formatMoney } from "@cartwright/contracts/money";
import { useTranslations } from "@cartwright/messages/use-translations";
import { toast } from "@cartwright/ui/toast";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { useCodeLabel } from "../shell/code-label.ts";
import { FormDialog } from "../shell/form-dialog.tsx";
import { ReasonField, useReason } from "../shell/reason-field.tsx";
import { FactList } from "./fact-list.tsx";

interface RepairDialogProps {
  row: BookFindingRow;
  onClose: () => void;
}

/** Says in money what is wrong and what the repair will do, then does exactly that. */
export function RepairDialog({ row, onClose }: RepairDialogProps) {
  const t = useTranslations("adminPayments");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const reason = useReason();
  const { orderId, finding } = row;
  const preview = api.admin.payments.previewRepair.useQuery(
    { orderId, finding },
    { retry: false, staleTime: 0, gcTime: 0, refetchOnWindowFocus: false },
  );
  const repair = api.admin.payments.repair.useMutation({
    onSuccess: ({ acted, isResolved }) => {
      toast(t(isResolved ? "repair.done" : acted ? "repair.under_way" : "repair.nothing"));
      onClose();
    },
    onError: () => void preview.refetch(),
    onSettled: () => void utils.admin.payments.findings.invalidate(),
  });
  const plan = preview.data;
  const effect = plan?.effect === "nothing_left" || plan?.effect === "by_hand" ? null : (plan?.effect ?? null);
  const problem = repair.error ?? preview.error;
  return (
    <FormDialog
      title={t("repair.title", { order: row.orderNumber ?? orderId })}
      confirm={t("repair.confirm")}
      busy={repair.isPending}
      disabled={effect === null || preview.isFetching}
      refusal={problem ? errorMessage(problem) : null}
      onClose={onClose}
      onSubmit={() => {
        const why = reason.submit();
        if (why === null || effect === null || !plan) return;
        repair.mutate({ orderId, finding, effect, amountMinor: plan.amountMinor, reason: why });
      }}
    >
      <section className="grid gap-1">
        <h3 className="text-xs text-muted">{t("repair.wrong")}</h3>
        <FactList row={row} />
      </section>
      <section className="grid gap-1" aria-live="polite">
        <h3 className="text-xs text-muted">{t("repair.does")}</h3>
        {plan ? <Plan plan={plan} /> : preview.error ? null : <p className="text-muted">{t("repair.asking")}</p>}
      </section>
      {effect === null ? null : <ReasonField reason={reason} hint={t("repair.reasonHint")} />}
    </FormDialog>
  );
}

function Plan({ plan: { effect, amountMinor, currency, provider, byHand } }: { plan: RepairPreview }) {
  const t = useTranslations("adminPayments");
  const label = useCodeLabel();
  if (effect === "by_hand") return <p>{byHand === null ? null : t(`byHand.${byHand}`)}</p>;
  const named = provider === null ? "" : label("provider", provider);
  return <p>{t(`effect.${effect}`, { amount: formatMoney(amountMinor, currency), provider: named })}</p>;
}
