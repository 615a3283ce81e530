"use client";

import { type AdminInboundWebhook, RERUN_ACTS } from "@cartwright/contracts/inbound-webhooks";
import { useTranslations } from "@cartwright/messages/use-translations";
import { toast } from "@cartwright/ui/toast";
import { api } from "../../../../trpc/react.tsx";
import { useErrorMessage } from "../../../../trpc/use-error-message.ts";
import { readableCode } from "../../shell/code-label.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { ReasonField, useReason } from "../../shell/reason-field.tsx";

/** Says what running a webhook again will do, then does it. */
export function RerunDialog({ id, onClose }: { id: AdminInboundWebhook; onClose: () => void }) {
  const t = useTranslations("adminInboundWebhooks");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const reason = useReason();
  const preview = api.admin.payments.previewWebhook.useQuery(id, {
    retry: false,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const rerun = api.admin.payments.rerunWebhook.useMutation({
    async onSuccess({ effect }) {
      toast(t(`done.${effect}`));
      await Promise.all([utils.admin.payments.webhook.invalidate(), utils.admin.payments.webhooks.invalidate()]);
      onClose();
    },
  });
  const plan = preview.data;
  const acts = plan !== undefined && RERUN_ACTS.has(plan.effect);
  const problem = rerun.error ?? preview.error;
  const state = (code: string | null) => (code === null ? "" : readableCode(code));
  return (
    <FormDialog
      title={t("rerun.title")}
      confirm={t("rerun.confirm")}
      busy={rerun.isPending}
      disabled={!acts || preview.isFetching}
      refusal={problem ? errorMessage(problem) : null}
      onClose={onClose}
      onSubmit={() => {
        const why = reason.submit();
        if (why !== null) rerun.mutate({ ...id, reason: why });
      }}
    >
      <p className="text-ink-soft">{t("rerun.text")}</p>
      <output className="font-medium">
        {plan ? t(`effect.${plan.effect}`, { from: state(plan.from), to: state(plan.to) }) : null}
        {preview.isPending ? t("rerun.asking") : null}
      </output>
      {acts ? <ReasonField reason={reason} hint={t("rerun.reasonHint")} /> : null}
    </FormDialog>
  );
}
