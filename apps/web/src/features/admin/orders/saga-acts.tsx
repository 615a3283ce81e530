"use client";

import type { OrderNumber } from "@cartwright/contracts/ids";
import { formatMoney } from "@cartwright/contracts/money";
import type { SagaActs as Acts } from "@cartwright/contracts/saga-acts";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { useCodeLabel } from "../shell/code-label.ts";
import { FormDialog } from "../shell/form-dialog.tsx";
import { ReasonField, useReason } from "../shell/reason-field.tsx";
import type { StaffSaga } from "./staff-order.ts";

type Act = "skip" | "compensate";

/** What staff can do with a saga that has not ended, besides trying it again. */
export function SagaActs({ number, saga }: { number: OrderNumber; saga: StaffSaga }) {
  const t = useTranslations("adminTrouble");
  const [acting, setActing] = useState<Act | null>(null);
  const mayCompensate = saga.kind === "checkout" && saga.state !== "compensating";
  return (
    <div className="flex flex-wrap gap-2">
      <Button variant="secondary" size="sm" onClick={() => setActing("skip")}>
        {t("skip.label")}
      </Button>
      {mayCompensate ? (
        <Button variant="secondary" size="sm" onClick={() => setActing("compensate")}>
          {t("compensate.label")}
        </Button>
      ) : null}
      {acting ? <ActDialog act={acting} number={number} saga={saga} onClose={() => setActing(null)} /> : null}
    </div>
  );
}

interface ActDialogProps {
  act: Act;
  number: OrderNumber;
  saga: StaffSaga;
  onClose: () => void;
}

/** Says what the act will do to the saga as it is now, then does it. */
function ActDialog({ act, number, saga, onClose }: ActDialogProps) {
  const t = useTranslations("adminTrouble");
  const label = useCodeLabel();
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const reason = useReason();
  const sagaId = saga.id;
  const preview = api.admin.orders.previewSagaActs.useQuery(
    { number: number, sagaId },
    { retry: false, staleTime: 0, gcTime: 0, refetchOnWindowFocus: false },
  );
  const after = {
    onSuccess: () => {
      toast(t(`${act}.done`));
      onClose();
    },
    onError: () => void preview.refetch(),
    onSettled: () => void utils.admin.orders.get.invalidate({ number: number }),
  };
  const skip = api.admin.orders.skipStep.useMutation(after);
  const compensate = api.admin.orders.compensateSaga.useMutation(after);
  const shown = preview.data;
  const refusal = shown?.[act].refusal ?? null;
  const problem = skip.error ?? compensate.error ?? preview.error;
  const step = label("step", shown?.step ?? saga.step);
  return (
    <FormDialog
      title={t(`${act}.title`, { step })}
      confirm={t(`${act}.label`)}
      busy={skip.isPending || compensate.isPending}
      disabled={!shown || refusal !== null || preview.isFetching}
      refusal={problem ? errorMessage(problem) : null}
      isDangerous
      onClose={onClose}
      onSubmit={() => {
        const why = reason.submit();
        if (why === null || !shown) return;
        const input = { number: number, sagaId, reason: why };
        if (act === "skip") skip.mutate({ ...input, step: shown.step });
        else compensate.mutate(input);
      }}
    >
      <div aria-live="polite" className="grid gap-2 text-ink-soft">
        {shown ? null : preview.error ? null : <p>{t("acts.asking")}</p>}
        {shown && refusal ? <p>{t(`refusal.${refusal}`)}</p> : null}
        {shown && !refusal ? <Effects act={act} acts={shown} /> : null}
      </div>
      {shown && !refusal ? <ReasonField reason={reason} hint={t("acts.reasonHint")} /> : null}
    </FormDialog>
  );
}

function Effects({ act, acts: { skip, compensate } }: { act: Act; acts: Acts }) {
  const t = useTranslations("adminTrouble");
  const label = useCodeLabel();
  if (act === "skip") return <p>{skip.effect === null ? null : t(`skipEffect.${skip.effect}`)}</p>;
  const { steps, refundMinor, currency, mayBeCharged } = compensate;
  return (
    <>
      <p>{t("compensate.steps", { steps: steps.map((step) => label("step", step)).join(", ") })}</p>
      {refundMinor > 0 ? <p>{t("compensate.refund", { amount: formatMoney(refundMinor, currency) })}</p> : null}
      {mayBeCharged ? <p>{t("compensate.mayBeCharged")}</p> : null}
      <p>{t("compensate.told")}</p>
    </>
  );
}
