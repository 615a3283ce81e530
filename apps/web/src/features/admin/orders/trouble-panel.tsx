"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { ActionButton } from "../shell/action-button.tsx";
import { AttentionPanel } from "../shell/attention-panel.tsx";
import { useCodeLabel } from "../shell/code-label.ts";
import { Timestamp } from "../shell/timestamp.tsx";
import { MarkRefundedDialog } from "./refunds/mark-refunded-dialog.tsx";
import type { StaffOrder } from "./staff-order.ts";
import { useTroubleText } from "./use-trouble-text.ts";

interface TroublePanelProps {
  order: StaffOrder;
  mayResume: boolean;
  mayRefund: boolean;
}

/** What needs a person at this order, and what they can do about it; nothing when there is nothing. */
export function TroublePanel({ order, mayResume, mayRefund }: TroublePanelProps) {
  const t = useTranslations("adminTrouble");
  const troubleText = useTroubleText();
  const [marking, setMarking] = useState<StaffOrder["troubles"][number] | null>(null);
  if (order.troubles.length === 0) return null;
  return (
    <AttentionPanel title={t("title")}>
      <ul className="grid gap-4 px-4 pt-1 pb-4">
        {order.troubles.map((trouble) => (
          <li key={trouble.sagaId} className="grid gap-2">
            <p>{troubleText(trouble)}</p>
            <p className="text-xs text-ink-soft">
              {trouble.nextAttemptAt === null
                ? t("waits")
                : t.rich("again", { time: <Timestamp key="again" at={trouble.nextAttemptAt} /> })}
            </p>
            <div className="flex flex-wrap gap-2">
              {mayResume ? <RetryNow order={order} trouble={trouble} /> : null}
              {mayRefund && trouble.refundMinor !== null ? (
                <Button variant="secondary" size="sm" onClick={() => setMarking(trouble)}>
                  {t("mark.label")}
                </Button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      {marking ? (
        <MarkRefundedDialog
          order={order}
          trouble={marking}
          onClose={() => setMarking(null)}
          onDone={() => {
            toast(t("mark.done"));
            setMarking(null);
          }}
        />
      ) : null}
    </AttentionPanel>
  );
}

function RetryNow({ order: { number }, trouble }: { order: StaffOrder; trouble: StaffOrder["troubles"][number] }) {
  const t = useTranslations("adminTrouble");
  const label = useCodeLabel();
  const utils = api.useUtils();
  return (
    <ActionButton
      label={t("retry.label")}
      title={t("retry.title")}
      confirm={t("retry.label")}
      harmless
      done={t("retry.done")}
      act={async (reason) => {
        const { sagaId } = trouble;
        const order = await utils.client.admin.orders.resumeSaga.mutate({ number, sagaId, reason });
        utils.admin.orders.get.setData({ number }, order);
      }}
    >
      {t("retry.text", { step: label("step", trouble.step) })}
    </ActionButton>
  );
}
