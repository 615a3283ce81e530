"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Notice } from "@cartwright/ui/notice";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { api } from "../../../../trpc/react.tsx";
import { useErrorMessage } from "../../../../trpc/use-error-message.ts";
import type { StaffOrder } from "../staff-order.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { draftOf, hasGoodLink, sentTracking, TrackingFields } from "./tracking-fields.tsx";
import { chosenUnits, UnitPicker } from "./unit-picker.tsx";

/** Chooses what goes into one parcel. It begins with all that is open. */
export function PackDialog({ order, onClose }: { order: StaffOrder; onClose: () => void }) {
  const t = useTranslations("adminParcels");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const open = order.lines.filter((line) => line.openQuantity > 0);
  const [fulfillmentId] = useState(() => crypto.randomUUID());
  const [quantities, setQuantities] = useState(() =>
    Object.fromEntries(open.map((line) => [line.id, line.openQuantity])),
  );
  const [tracking, setTracking] = useState(draftOf(null));
  const [submitted, setSubmitted] = useState(false);
  const pack = api.admin.orders.fulfill.useMutation({
    onSuccess: ({ order: packed }) => {
      utils.admin.orders.get.setData({ number: order.number }, packed);
      toast(t("pack.done"));
      onClose();
    },
    onError: () => void utils.admin.orders.get.invalidate({ number: order.number }),
  });
  const units = chosenUnits(quantities);
  const count = units.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <FormDialog
      title={t("pack.title")}
      confirm={t("pack.confirm", { count })}
      busy={pack.isPending}
      refusal={pack.error ? errorMessage(pack.error) : null}
      onClose={onClose}
      onSubmit={() => {
        setSubmitted(true);
        if (count === 0 || !hasGoodLink(tracking)) return;
        pack.mutate({ number: order.number, fulfillmentId, lines: units, ...sentTracking(tracking) });
      }}
    >
      <p className="text-ink-soft">{t("pack.text")}</p>
      {submitted && count === 0 ? (
        <Notice tone="bad" urgent>
          {t("pack.nothing")}
        </Notice>
      ) : null}
      <UnitPicker
        lines={open.map((line) => ({ line, max: line.openQuantity }))}
        quantities={quantities}
        onChange={setQuantities}
      />
      <TrackingFields draft={tracking} submitted={submitted} onChange={setTracking} />
    </FormDialog>
  );
}
