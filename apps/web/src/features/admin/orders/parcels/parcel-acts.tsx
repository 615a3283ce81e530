"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { api } from "../../../../trpc/react.tsx";
import { useErrorMessage } from "../../../../trpc/use-error-message.ts";
import { ActionButton } from "../../shell/action-button.tsx";
import type { StaffOrder, StaffParcel } from "../staff-order.ts";
import { TrackingDialog } from "./tracking-dialog.tsx";

/** What can be done with a parcel now. */
export function ParcelActs({ order, parcel }: { order: StaffOrder; parcel: StaffParcel }) {
  const t = useTranslations("adminParcels");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const { number } = order;
  const [asking, setAsking] = useState<"ship" | "correctTracking" | null>(null);
  const deliver = api.admin.orders.deliver.useMutation({
    onSuccess: (changed) => {
      utils.admin.orders.get.setData({ number }, changed.order);
      toast(t("deliver.done"));
    },
    onError: (error) => {
      toast(errorMessage(error), { tone: "bad" });
      void utils.admin.orders.get.invalidate({ number });
    },
  });
  const isOpen = order.orderStatus === "confirmed";
  return (
    <div className="flex flex-wrap gap-2">
      {isOpen && parcel.state === "packed" ? (
        <>
          <Button size="sm" onClick={() => setAsking("ship")}>
            {t("ship.label")}
          </Button>
          <ActionButton
            label={t("unpack.label")}
            title={t("unpack.title")}
            confirm={t("unpack.confirm")}
            done={t("unpack.done")}
            act={async (reason) => {
              const changed = await utils.client.admin.orders.unpack.mutate({ fulfillmentId: parcel.id, reason });
              utils.admin.orders.get.setData({ number }, changed.order);
            }}
          >
            {t("unpack.text")}
          </ActionButton>
        </>
      ) : null}
      {parcel.state === "shipped" ? (
        <Button size="sm" busy={deliver.isPending} onClick={() => deliver.mutate({ fulfillmentId: parcel.id })}>
          {t("deliver.label")}
        </Button>
      ) : null}
      {parcel.state === "delivered" ? null : (
        <Button variant="secondary" size="sm" onClick={() => setAsking("correctTracking")}>
          {t("correctTracking.label")}
        </Button>
      )}
      {asking ? <TrackingDialog number={number} parcel={parcel} act={asking} onClose={() => setAsking(null)} /> : null}
    </div>
  );
}
