"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { useTranslations } from "@cartwright/messages/use-translations";
import { api } from "../../../trpc/react.tsx";
import { ActionButton } from "../shell/action-button.tsx";

/** Ends the mailed links of an order that reached someone they were not for. */
export function RevokeLinks({ number }: { number: OrderNumber }) {
  const t = useTranslations("adminOrders");
  const utils = api.useUtils();
  return (
    <ActionButton
      label={t("revokeLinks.label")}
      title={t("revokeLinks.title", { number })}
      confirm={t("revokeLinks.confirm")}
      done={t("revokeLinks.done", { number })}
      act={async (reason) => {
        await utils.client.admin.orders.revokeLinks.mutate({ number, reason });
        await utils.admin.orders.get.invalidate({ number });
      }}
    >
      {t("revokeLinks.text")}
    </ActionButton>
  );
}
