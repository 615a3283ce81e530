"use client";

import { formatMoney } from "@cartwright/contracts/money";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Checkbox } from "@cartwright/ui/checkbox";
import { Notice } from "@cartwright/ui/notice";
import { toast } from "@cartwright/ui/toast";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { FormDialog } from "../shell/form-dialog.tsx";
import { ReasonField, useReason } from "../shell/reason-field.tsx";
import { chosenUnits, UnitPicker } from "./parcels/unit-picker.tsx";
import { RefundParts } from "./refunds/refund-parts.tsx";
import type { StaffOrder } from "./staff-order.ts";

/** Cancels units that are not packed, after it has shown what goes back and what becomes of the order. */
export function CancelItemsDialog({ order, onClose }: { order: StaffOrder; onClose: () => void }) {
  const t = useTranslations("adminRefunds");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const { number } = order;
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [quantities, setQuantities] = useState<Record<string, number>>({});
  const [keepDiscount, setKeepDiscount] = useState(false);
  const reason = useReason();
  const lines = chosenUnits(quantities);
  const choice = { number, lines, ...(keepDiscount ? { keepDiscount } : {}) };
  const preview = api.admin.orders.previewCancelItems.useQuery(choice, {
    enabled: lines.length > 0,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 0,
  });
  const cancel = api.admin.orders.cancelItems.useMutation({
    onSuccess: (changed) => {
      utils.admin.orders.get.setData({ number }, changed);
      toast(t("cancelItems.done"));
      onClose();
    },
    onError: () => {
      void utils.admin.orders.previewCancelItems.invalidate({ number });
      void utils.admin.orders.get.invalidate({ number });
    },
  });
  const shown = preview.error || lines.length === 0 ? undefined : preview.data;
  const isCurrent = shown !== undefined && !preview.isPlaceholderData;
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const problem = cancel.error ?? (lines.length > 0 ? preview.error : null);
  const kind = shown?.cancelsOrder ? "confirmOrder" : "confirm";
  const amount = formatMoney(isCurrent ? shown.amountMinor : 0, order.currency);
  return (
    <FormDialog
      title={t("cancelItems.title", { number })}
      confirm={t(`cancelItems.${kind}`, { count, amount })}
      busy={cancel.isPending}
      disabled={!isCurrent}
      isDangerous
      refusal={problem ? errorMessage(problem) : null}
      onClose={onClose}
      onSubmit={() => {
        const why = reason.submit();
        if (why === null || !shown) return;
        cancel.mutate({ ...choice, idempotencyKey, reason: why, expectedMinor: shown.amountMinor });
      }}
    >
      <p className="text-ink-soft">{t("cancelItems.lead")}</p>
      <UnitPicker
        lines={order.lines.filter((line) => line.openQuantity > 0).map((line) => ({ line, max: line.openQuantity }))}
        quantities={quantities}
        onChange={setQuantities}
      />
      {shown && (shown.withheldMinor > 0 || keepDiscount) ? (
        <Checkbox
          label={t("cancelItems.keepDiscount")}
          checked={keepDiscount}
          onChange={(event) => setKeepDiscount(event.target.checked)}
        />
      ) : null}
      {shown ? <RefundParts order={order} preview={shown} /> : null}
      {shown?.cancelsOrder ? <Notice tone="warn">{t("cancelItems.wholeOrder")}</Notice> : null}
      <p className="text-sm text-ink-soft">{t("cancelItems.text")}</p>
      <ReasonField reason={reason} hint={t("cancelItems.reasonHint")} />
    </FormDialog>
  );
}
