"use client";

import { formatMoney } from "@cartwright/contracts/money";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Checkbox } from "@cartwright/ui/checkbox";
import { Notice } from "@cartwright/ui/notice";
import { toast } from "@cartwright/ui/toast";
import { keepPreviousData } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../../../trpc/react.tsx";
import { useErrorMessage } from "../../../../trpc/use-error-message.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { chosenUnits, UnitPicker } from "../parcels/unit-picker.tsx";
import type { StaffOrder, StaffReturn } from "../staff-order.ts";
import { refundableUnits } from "./exchange-units.ts";

interface ReceiveDialogProps {
  order: StaffOrder;
  request: StaffReturn;
  mayRefund: boolean;
  onClose: () => void;
}

/** How many units of each line of a return are still to come. */
function expectedOf(order: StaffOrder, request: StaffReturn) {
  return request.lines.flatMap(({ lineId, quantity, received }) => {
    const line = order.lines.find(({ id }) => id === lineId);
    return line && quantity > received ? [{ line, max: quantity - received }] : [];
  });
}

/** Takes units back, on sale again or written off, and refunds them if asked to. */
export function ReceiveDialog({ order, request, mayRefund, onClose }: ReceiveDialogProps) {
  const t = useTranslations("adminReturns");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const { number } = order;
  const expected = expectedOf(order, request);
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [restocked, setRestocked] = useState(() => Object.fromEntries(expected.map(({ line, max }) => [line.id, max])));
  const [writtenOff, setWrittenOff] = useState<Record<string, number>>({});
  const [final, setFinal] = useState(false);
  const [wantsRefund, setWantsRefund] = useState(true);
  const lines = [
    ...chosenUnits(restocked).map((units) => Object.assign(units, { restock: true })),
    ...chosenUnits(writtenOff).map((units) => Object.assign(units, { restock: false })),
  ];
  // For units that were exchanged, there is nothing to refund.
  const units = expected.flatMap(({ line }) => {
    const coming = (restocked[line.id] ?? 0) + (writtenOff[line.id] ?? 0);
    const quantity = refundableUnits(request, line.id, coming);
    return quantity > 0 ? [{ lineId: line.id, quantity }] : [];
  });
  const isPaidHere = order.exchangeOf === null;
  const areExchanged = lines.length > 0 && units.length === 0;
  const mayAsk = mayRefund && isPaidHere && !areExchanged;
  const refunds = mayAsk && wantsRefund;
  const preview = api.admin.orders.previewRefund.useQuery(
    { number, lines: units },
    { enabled: refunds && units.length > 0, placeholderData: keepPreviousData, retry: false },
  );
  const receive = api.admin.returns.receive.useMutation({
    onSuccess: (received) => {
      utils.admin.orders.get.setData({ number }, received.order);
      toast(t("receive.done"));
      onClose();
    },
    onError: () => void utils.admin.orders.get.invalidate({ number }),
  });
  const amountMinor = refunds && !preview.isPlaceholderData ? preview.data?.amountMinor : undefined;
  const problem = receive.error ?? (refunds ? preview.error : null);
  const isReady = lines.length > 0 && (!refunds || (amountMinor !== undefined && amountMinor > 0 && !preview.error));
  return (
    <FormDialog
      title={t("receive.title")}
      confirm={
        refunds
          ? t("receive.confirmRefund", { amount: formatMoney(amountMinor ?? 0, order.currency) })
          : t("receive.confirm")
      }
      busy={receive.isPending}
      disabled={!isReady}
      refusal={problem ? errorMessage(problem) : null}
      onClose={onClose}
      onSubmit={() =>
        receive.mutate({
          returnId: request.id,
          lines,
          final,
          ...(refunds && amountMinor !== undefined ? { refund: { idempotencyKey, amountMinor, lines: units } } : {}),
        })
      }
    >
      <fieldset className="grid gap-3">
        <legend className="mb-2 font-medium">{t("receive.restock")}</legend>
        <UnitPicker lines={expected} quantities={restocked} onChange={setRestocked} />
      </fieldset>
      <fieldset className="grid gap-3 border-t border-line pt-4">
        <legend className="mb-2 font-medium">{t("receive.writeOff")}</legend>
        <UnitPicker lines={expected} quantities={writtenOff} onChange={setWrittenOff} />
      </fieldset>
      <Checkbox label={t("receive.final")} checked={final} onChange={(event) => setFinal(event.target.checked)} />
      {mayAsk ? (
        <Checkbox
          label={t("receive.refund")}
          checked={wantsRefund}
          onChange={(event) => setWantsRefund(event.target.checked)}
        />
      ) : (
        <Notice tone="neutral">
          {order.exchangeOf
            ? t("receive.paidElsewhere", { number: order.exchangeOf.paidNumber })
            : t(areExchanged ? "receive.exchanged" : "receive.noRefund")}
        </Notice>
      )}
      <p className="text-sm text-ink-soft">{t("receive.text")}</p>
    </FormDialog>
  );
}
