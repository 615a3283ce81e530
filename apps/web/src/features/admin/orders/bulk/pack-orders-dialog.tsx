"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { useTranslations } from "@cartwright/messages/use-translations";
import { api } from "../../../../trpc/react.tsx";
import { BulkDialog } from "./bulk-dialog.tsx";
import type { BulkOutcome } from "./use-bulk-run.ts";

interface Parcel {
  readonly number: OrderNumber;
  readonly fulfillmentId: string;
}

interface OrdersDialogProps {
  numbers: readonly OrderNumber[];
  onClose: () => void;
  onDone: () => void;
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
      act={async (orders: Parcel[]): Promise<BulkOutcome<Parcel>[]> => {
        const { items } = await client.admin.orders.packMany.mutate({ orders });
        return items.map(({ number, refusal }, index) =>
          refusal === null ? { number, refusal, undo: orders[index] ?? null } : { number, refusal },
        );
      }}
      takeBack={async (orders) => {
        const reason = t("pack.undoReason");
        const { items } = await client.admin.orders.unpackMany.mutate({ orders, reason });
        return items.map(({ number, refusal }) =>
          refusal === null ? { number, refusal, undo: null } : { number, refusal },
        );
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
