"use client";

import type { Order } from "@cartwright/contracts/orders";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { api } from "../../trpc/react.tsx";
import { useErrorMessage } from "../../trpc/use-error-message.ts";

/** Cancels an order, after a confirmation: it cannot be undone. */
export function CancelOrder({ order: { number, exchangeOf } }: { order: Pick<Order, "number" | "exchangeOf"> }) {
  const t = useTranslations("orders");
  const [asking, setAsking] = useState(false);
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const cancel = api.orders.cancel.useMutation({
    onSuccess: (order) => utils.orders.get.setData({ number }, order),
    onError: (error) => toast(errorMessage(error), { tone: "bad" }),
    onSettled: () => setAsking(false),
  });
  return (
    <div>
      <Button variant="secondary" size="sm" onClick={() => setAsking(true)}>
        {t("cancel.open")}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t("cancel.title")}
        footer={
          <div className="flex justify-end gap-3">
            <Button variant="quiet" onClick={() => setAsking(false)}>
              {t("cancel.keep")}
            </Button>
            <Button variant="danger" busy={cancel.isPending} onClick={() => cancel.mutate({ number })}>
              {t("cancel.confirm")}
            </Button>
          </div>
        }
      >
        <p className="text-ink-soft">{t(exchangeOf ? "cancel.textExchange" : "cancel.text")}</p>
      </Dialog>
    </div>
  );
}
