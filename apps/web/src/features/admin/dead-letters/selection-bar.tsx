"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";
import { ReasonDialog } from "../shell/reason-dialog.tsx";
import { ReplayDialog } from "./replay-dialog.tsx";

interface SelectionBarProps {
  /** The chosen dead letters, at least one. */
  ids: readonly string[];
  max: number;
  /** They have been dealt with. */
  onDone: () => void;
}

/** What can be done with the chosen dead letters. */
export function SelectionBar({ ids, max, onDone }: SelectionBarProps) {
  const t = useTranslations("adminDeadLetters");
  const [asked, setAsked] = useState<"replay" | "discard" | null>(null);
  const isTooMany = ids.length > max;
  const close = () => setAsked(null);
  return (
    <div className="flex flex-wrap items-center gap-3 rounded-lg border border-line bg-surface px-4 py-2">
      <output className="figures text-sm">
        {t("selected", { count: ids.length })} {isTooMany ? t("most", { max }) : null}
      </output>
      <div className="ml-auto flex gap-2">
        <Button size="sm" disabled={isTooMany} onClick={() => setAsked("replay")}>
          {t("replay.open")}
        </Button>
        <Button variant="secondary" size="sm" disabled={isTooMany} onClick={() => setAsked("discard")}>
          {t("discard.open")}
        </Button>
      </div>
      {asked === "replay" ? <ReplayDialog ids={ids} onClose={close} onDone={onDone} /> : null}
      {asked === "discard" ? <DiscardDialog ids={ids} onClose={close} onDone={onDone} /> : null}
    </div>
  );
}

function DiscardDialog({ ids, onClose, onDone }: Omit<SelectionBarProps, "max"> & { onClose: () => void }) {
  const t = useTranslations("adminDeadLetters");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const discard = api.admin.deadLetters.discard.useMutation({
    async onSuccess({ discarded }) {
      toast(t("discard.done", { count: discarded }));
      await utils.admin.deadLetters.invalidate();
      onClose();
      onDone();
    },
  });
  return (
    <ReasonDialog
      open
      title={t("discard.title", { count: ids.length })}
      confirm={t("discard.confirm")}
      busy={discard.isPending}
      refusal={discard.error ? errorMessage(discard.error) : null}
      onClose={onClose}
      onConfirm={(reason) => discard.mutate({ ids: [...ids], reason })}
    >
      {t("discard.text")}
    </ReasonDialog>
  );
}
