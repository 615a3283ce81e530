"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { api } from "../../../../trpc/react.tsx";
import { useErrorMessage } from "../../../../trpc/use-error-message.ts";
import type { StaffOrder, StaffParcel } from "../staff-order.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { draftOf, hasGoodLink, sentTracking, TrackingFields } from "./tracking-fields.tsx";

interface TrackingDialogProps {
  number: StaffOrder["number"];
  parcel: StaffParcel;
  /** Sends the parcel, or replaces how one travels. */
  act: "ship" | "correctTracking";
  onClose: () => void;
}

/** Asks how a parcel travels, and says who will hear of it. */
export function TrackingDialog({ number, parcel, act, onClose }: TrackingDialogProps) {
  const t = useTranslations("adminParcels");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const [tracking, setTracking] = useState(() => draftOf(parcel));
  const [submitted, setSubmitted] = useState(false);
  const change = api.admin.orders[act].useMutation({
    onSuccess: ({ order }) => {
      utils.admin.orders.get.setData({ number }, order);
      toast(t(`${act}.done`));
      onClose();
    },
    onError: () => void utils.admin.orders.get.invalidate({ number }),
  });
  return (
    <FormDialog
      title={t(`${act}.title`)}
      confirm={t(`${act}.confirm`)}
      busy={change.isPending}
      refusal={change.error ? errorMessage(change.error) : null}
      onClose={onClose}
      onSubmit={() => {
        setSubmitted(true);
        if (hasGoodLink(tracking)) change.mutate({ fulfillmentId: parcel.id, ...sentTracking(tracking) });
      }}
    >
      <p className="text-ink-soft">
        {act === "correctTracking" && parcel.state !== "shipped" ? t("correctTracking.quiet") : t(`${act}.text`)}
      </p>
      <TrackingFields draft={tracking} submitted={submitted} onChange={setTracking} />
    </FormDialog>
  );
}
