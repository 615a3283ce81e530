"use client";

import type { QueueView } from "@cartwright/contracts/queues";
import { useTranslations } from "@cartwright/messages/use-translations";
import { toast } from "@cartwright/ui/toast";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { FormDialog } from "../shell/form-dialog.tsx";
import { ReasonField, useReason } from "../shell/reason-field.tsx";

/** Says what pausing or resuming a queue does, then does it. */
export function QueueDialog({
  queue: { name, paused, version, figures },
  onClose,
}: {
  queue: QueueView;
  onClose: () => void;
}) {
  const t = useTranslations("adminQueues");
  const admin = useTranslations("admin");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const reason = useReason();
  const queue = t(`name.${name}`);
  const act = paused ? "resume" : "pause";
  const after = {
    async onSuccess() {
      toast(t(`${act}.done`, { queue }));
      await utils.admin.queues.invalidate();
      onClose();
    },
    onError: () => utils.admin.queues.invalidate(),
  };
  const pause = api.admin.queues.pause.useMutation(after);
  const resume = api.admin.queues.resume.useMutation(after);
  const mutation = paused ? resume : pause;
  const count = figures?.waiting ?? 0;
  return (
    <FormDialog
      title={t(`${act}.title`, { queue })}
      confirm={t(`${act}.confirm`)}
      busy={mutation.isPending}
      refusal={mutation.error ? errorMessage(mutation.error) : null}
      onClose={onClose}
      onSubmit={() => {
        const given = reason.submit();
        if (given !== null) mutation.mutate({ queue: name, version, reason: given });
      }}
    >
      <div className="grid gap-2 text-ink-soft">
        {paused ? (
          <p>{t("resume.text", { count })}</p>
        ) : (
          <>
            <p>{t(`effect.${name}`)}</p>
            <p>{t("pause.all")}</p>
            <p>{t("pause.now", { count })}</p>
          </>
        )}
      </div>
      <ReasonField reason={reason} hint={admin("reason.hint")} />
    </FormDialog>
  );
}
