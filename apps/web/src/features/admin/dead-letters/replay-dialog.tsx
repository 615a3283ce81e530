"use client";

import { type DeadLetterEffects, ReplayEffect, RESOLVES } from "@cartwright/contracts/dead-letters";
import { useTranslations } from "@cartwright/messages/use-translations";
import { toast } from "@cartwright/ui/toast";
import { useEffect, useEffectEvent } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { FormDialog } from "../shell/form-dialog.tsx";
import { ReasonField, useReason } from "../shell/reason-field.tsx";

interface ReplayDialogProps {
  ids: readonly string[];
  onClose: () => void;
  onDone: () => void;
}

const countResolved = ({ items }: DeadLetterEffects) => items.filter(({ effect }) => RESOLVES.has(effect)).length;

/** Says what a replay of the chosen dead letters will do, then does it. */
export function ReplayDialog({ ids, onClose, onDone }: ReplayDialogProps) {
  const t = useTranslations("adminDeadLetters");
  const errorMessage = useErrorMessage();
  const reason = useReason();
  const utils = api.useUtils();
  const preview = api.admin.deadLetters.dryRun.useMutation();
  const ask = useEffectEvent(() => preview.mutate({ ids: [...ids] }));
  useEffect(() => ask(), []);
  const replay = api.admin.deadLetters.replay.useMutation({
    async onSuccess(effects) {
      toast(t("replay.done", { count: countResolved(effects) }));
      await utils.admin.deadLetters.invalidate();
      onClose();
      onDone();
    },
  });
  const failure = replay.error ?? preview.error;
  const possible = preview.data ? countResolved(preview.data) : 0;
  return (
    <FormDialog
      title={t("replay.title", { count: ids.length })}
      confirm={t("replay.confirm", { count: possible })}
      busy={replay.isPending}
      refusal={failure ? errorMessage(failure) : null}
      disabled={possible === 0}
      onClose={onClose}
      onSubmit={() => {
        const given = reason.submit();
        if (given !== null) replay.mutate({ ids: [...ids], reason: given });
      }}
    >
      <output className="grid gap-2 text-ink-soft">
        {preview.isPending ? t("replay.asking") : null}
        {preview.data ? <Effects effects={preview.data} /> : null}
        {preview.data && possible === 0 ? <p>{t("replay.nothing")}</p> : null}
      </output>
      {possible === 0 ? null : <ReasonField reason={reason} hint={t("replay.reasonHint")} />}
    </FormDialog>
  );
}

function Effects({ effects: { items } }: { effects: DeadLetterEffects }) {
  const t = useTranslations("adminDeadLetters");
  const counted = ReplayEffect.options.map((effect) => ({
    effect,
    count: items.filter((item) => item.effect === effect).length,
  }));
  return (
    <ul className="grid gap-1">
      {counted.map(({ effect, count }) =>
        count === 0 ? null : <li key={effect}>{t(`effect.${effect}`, { count })}</li>,
      )}
    </ul>
  );
}
