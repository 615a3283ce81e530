"use client";

import type { OrderNumber, SagaId } from "@cartwright/contracts/ids";
import { useTranslations } from "@cartwright/messages/use-translations";
import { api } from "../../../trpc/react.tsx";
import { ActionButton } from "../shell/action-button.tsx";
import { useCodeLabel } from "../shell/code-label.ts";

interface ResumeSagaProps {
  number: OrderNumber;
  sagaId: SagaId;
  step: string;
}

/** Restarts a stuck saga, once its cause is fixed. */
export function ResumeSaga({ number, sagaId, step }: ResumeSagaProps) {
  const t = useTranslations("adminOrders");
  const label = useCodeLabel();
  const utils = api.useUtils();
  return (
    <ActionButton
      label={t("resume.label")}
      title={t("resume.title")}
      confirm={t("resume.confirm")}
      done={t("resume.done")}
      act={async (reason) => {
        const order = await utils.client.admin.orders.resumeSaga.mutate({ number, sagaId, reason });
        utils.admin.orders.get.setData({ number }, order);
      }}
    >
      {t("resume.text", { step: label("step", step) })}
    </ActionButton>
  );
}
