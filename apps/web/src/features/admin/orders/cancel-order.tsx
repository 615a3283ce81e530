"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { useTranslations } from "@cartwright/messages/use-translations";
import { api } from "../../../trpc/react.tsx";
import { ActionButton } from "../shell/action-button.tsx";

/** Cancels an order on behalf of the customer. */
export function CancelOrder({ number }: { number: OrderNumber }) {
  const t = useTranslations("adminOrders");
  const utils = api.useUtils();
  return (
    <ActionButton
      label={t("cancel.label")}
      title={t("cancel.title", { number })}
      confirm={t("cancel.confirm")}
      done={t("cancel.done", { number })}
      act={async (reason) => {
        const order = await utils.client.admin.orders.cancel.mutate({ number, reason });
        utils.admin.orders.get.setData({ number }, order);
      }}
    >
      {t("cancel.text")}
    </ActionButton>
  );
}
