"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Skeleton } from "@cartwright/ui/skeleton";
import { toast } from "@cartwright/ui/toast";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { fieldsOf } from "../../../../trpc/failure.ts";
import { api } from "../../../../trpc/react.tsx";
import { useErrorMessage } from "../../../../trpc/use-error-message.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import type { StaffOrder, StaffReturn } from "../staff-order.ts";
import { ExchangeLine } from "./exchange-line.tsx";
import { ExchangePreview } from "./exchange-preview.tsx";
import { useExchangeDraft } from "./use-exchange-draft.ts";

interface ExchangeDialogProps {
  order: StaffOrder;
  request: StaffReturn;
  onClose: () => void;
}

/** Exchanges returned units for other variants, after it has shown what comes back and what is sent. */
export function ExchangeDialog({ order, request, onClose }: ExchangeDialogProps) {
  const t = useTranslations("adminReturns");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const { number } = order;
  const returnId = request.id;
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const draft = useExchangeDraft();
  const lines = [...draft.lines];
  const options = api.admin.returns.previewExchange.useQuery({ returnId, lines: [] }, { staleTime: 0, retry: false });
  const preview = api.admin.returns.previewExchange.useQuery(
    { returnId, lines },
    { enabled: lines.length > 0, placeholderData: keepPreviousData, retry: false, staleTime: 0 },
  );
  const exchange = api.admin.returns.exchange.useMutation({
    onSuccess: ({ order: changed, newNumber }) => {
      utils.admin.orders.get.setData({ number }, changed);
      toast(t("exchange.done", { number: newNumber }));
      onClose();
    },
    onError: () => {
      void utils.admin.returns.previewExchange.invalidate({ returnId });
      void utils.admin.orders.get.invalidate({ number });
    },
  });
  const shown = lines.length === 0 || preview.error ? undefined : preview.data;
  const isCurrent = shown !== undefined && !preview.isPlaceholderData;
  const problem = exchange.error ?? (lines.length > 0 ? preview.error : null) ?? options.error;
  const fields = fieldsOf(problem);
  const errorOf = (lineId: string) => {
    const at = lines.findIndex((line) => line.lineId === lineId);
    return fields[`lines.${at}.variantId`] ?? fields[`lines.${at}.quantity`];
  };
  return (
    <FormDialog
      title={t("exchange.title")}
      confirm={t("exchange.confirm")}
      busy={exchange.isPending}
      disabled={!isCurrent}
      refusal={problem ? errorMessage(problem) : null}
      onClose={onClose}
      onSubmit={() => {
        if (shown) exchange.mutate({ returnId, lines, version: shown.version, idempotencyKey });
      }}
    >
      <p className="text-ink-soft">{t("exchange.lead")}</p>
      {options.isPending ? <Skeleton className="h-24" /> : null}
      {options.data?.lines.map((line) => (
        <ExchangeLine key={line.lineId} line={line} draft={draft} error={errorOf(line.lineId)} />
      ))}
      {shown ? <ExchangePreview preview={shown} /> : null}
      <p className="text-sm text-ink-soft">
        {t(`exchange.${request.state === "requested" ? "mailApproval" : "mailExchange"}`)}
      </p>
    </FormDialog>
  );
}
