"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { useTranslations } from "@cartwright/messages/use-translations";
import { api } from "../../../../trpc/react.tsx";
import { BulkDialog, type OrdersDialogProps } from "./bulk-dialog.tsx";

interface Parcel {
  readonly number: OrderNumber;
  readonly fulfillmentId: string;
}

/** Packs all open items of many orders, each as one parcel. Mounted while it is open. */
export function PackOrdersDialog({ numbers, onClose, onDone }: OrdersDialogProps) {
  const t = useTranslations("adminOrders");
  const { client } = api.useUtils();
  const count = numbers.length;
  return (
    <BulkDialog
      title={t("pack.title", { count })}
      confirm={t("pack.confirm", { count })}
      prepare={() => numbers.map((number) => ({ number, fulfillmentId: crypto.randomUUID() }))}
      act={async (orders: Parcel[]) => {
        const { items } = await client.admin.orders.packMany.mutate({ orders });
        return items.map(({ number, refusal }, index) => {
          const undo = refusal === null ? (orders[index] ?? null) : null;
          return { number, refusal, undo };
        });
      }}
      takeBack={async (orders) => {
        const reason = t("pack.undoReason");
        const { items } = await client.admin.orders.unpackMany.mutate({ orders, reason });
        return items.map(({ number, refusal }) => ({ number, refusal, undo: null }));
      }}
      doneText={(done) => t("pack.done", { count: done })}
      undoneText={(undone) => t("pack.undone", { count: undone })}
      onClose={onClose}
      onDone={onDone}
    >
      <p className="text-ink-soft">{t("pack.text")}</p>
    </BulkDialog>
  );
}
