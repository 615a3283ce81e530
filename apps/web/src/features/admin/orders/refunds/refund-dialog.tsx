"use client";

import { formatMoney } from "@cartwright/contracts/money";
import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";
import { toast } from "@cartwright/ui/toast";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../../../trpc/react.tsx";
import { useErrorMessage } from "../../../../trpc/use-error-message.ts";
import { ReasonField, useReason } from "../../shell/reason-field.tsx";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { UnitPicker } from "../parcels/unit-picker.tsx";
import type { StaffOrder } from "../staff-order.ts";
import { RefundParts } from "./refund-parts.tsx";
import { useRefundDraft } from "./use-refund-draft.ts";

/** Puts a refund together, shows what it comes to, and sends exactly the amount that its button names. */
export function RefundDialog({ order, onClose }: { order: StaffOrder; onClose: () => void }) {
  const t = useTranslations("adminRefunds");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const { number } = order;
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const draft = useRefundDraft(order);
  const reason = useReason();
  const preview = api.admin.orders.previewRefund.useQuery(
    { number, ...draft.choice },
    { enabled: draft.choice !== null, placeholderData: keepPreviousData, retry: false, staleTime: 0 },
  );
  const refund = api.admin.orders.refund.useMutation({
    onSuccess: ({ order: refunded }) => {
      utils.admin.orders.get.setData({ number }, refunded);
      toast(t("done"));
      onClose();
    },
    onError: () => void utils.admin.orders.previewRefund.invalidate({ number }),
  });
  const shown = preview.error ? undefined : preview.data;
  const isCurrent = shown !== undefined && draft.choice !== null && !preview.isPlaceholderData;
  const amount = formatMoney(isCurrent ? shown.amountMinor : 0, order.currency);
  const problem = refund.error ?? preview.error;
  const lines = order.lines.filter((line) => line.refundedQuantity < line.quantity);
  return (
    <FormDialog
      title={t("title", { number })}
      confirm={t("confirm", { amount })}
      busy={refund.isPending}
      disabled={!isCurrent || shown.amountMinor === 0}
      refusal={problem ? errorMessage(problem) : null}
      onClose={onClose}
      onSubmit={() => {
        const why = reason.submit();
        if (why === null || !shown) return;
        refund.mutate({ number, idempotencyKey, reason: why, ...draft.choice, amountMinor: shown.amountMinor });
      }}
    >
      {lines.length === 0 ? null : (
        <UnitPicker
          lines={lines.map((line) => ({ line, max: line.quantity - line.refundedQuantity }))}
          quantities={draft.quantities}
          onChange={draft.setQuantities}
        />
      )}
      {shown && shown.remainingShippingMinor > 0 ? (
        <TextField
          label={t("shipping")}
          optional
          inputMode="decimal"
          autoComplete="off"
          hint={t("upTo", { amount: formatMoney(shown.remainingShippingMinor, order.currency) })}
          value={draft.shipping}
          error={draft.isShippingWrong ? t("invalid") : undefined}
          onChange={(event) => draft.setShipping(event.target.value)}
        />
      ) : null}
      <TextField
        label={t("amount")}
        optional
        inputMode="decimal"
        autoComplete="off"
        hint={t("amountHint", { amount: formatMoney(shown?.remainingMinor ?? 0, order.currency) })}
        value={draft.amount}
        error={draft.isAmountWrong ? t("invalid") : undefined}
        onChange={(event) => draft.setAmount(event.target.value)}
      />
      {shown ? <RefundParts order={order} preview={shown} /> : null}
      <p className="text-sm text-ink-soft">{t("text")}</p>
      <ReasonField reason={reason} hint={t("reasonHint")} />
    </FormDialog>
  );
}
