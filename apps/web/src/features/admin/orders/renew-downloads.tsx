"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { useTranslations } from "@cartwright/messages/use-translations";
import { api } from "../../../trpc/react.tsx";
import { ActionButton } from "../shell/action-button.tsx";

interface RenewDownloadsProps {
  number: OrderNumber;
  lineId: string;
  title: string;
}

/** Begins the downloads of a line again, and mails the customer new links. */
export function RenewDownloads({ number, lineId, title }: RenewDownloadsProps) {
  const t = useTranslations("adminOrders");
  const utils = api.useUtils();
  return (
    <ActionButton
      label={t("renewDownloads.label")}
      title={t("renewDownloads.title", { title })}
      confirm={t("renewDownloads.confirm")}
      done={t("renewDownloads.done")}
      act={async (reason) => {
        await utils.client.admin.orders.renewDownloads.mutate({ number, lineId, reason });
        await utils.admin.orders.get.invalidate({ number });
      }}
    >
      {t("renewDownloads.text")}
    </ActionButton>
  );
}
