"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Field, Textarea } from "@cartwright/ui/field";
import { toast } from "@cartwright/ui/toast";
import { useState } from "react";
import { api } from "../../../../trpc/react.tsx";
import { useErrorMessage } from "../../../../trpc/use-error-message.ts";
import { FormDialog } from "../../shell/form-dialog.tsx";
import type { StaffOrder } from "../staff-order.ts";

const NOTE_MAX = 500;

interface DecideDialogProps {
  number: StaffOrder["number"];
  returnId: string;
  act: "approve" | "decline";
  onClose: () => void;
}

/** Approves or declines a return, with a note that the shopper reads. */
export function DecideDialog({ number, returnId, act, onClose }: DecideDialogProps) {
  const t = useTranslations("adminReturns");
  const errorMessage = useErrorMessage();
  const utils = api.useUtils();
  const [note, setNote] = useState("");
  const decide = api.admin.returns[act].useMutation({
    onSuccess: ({ order }) => {
      utils.admin.orders.get.setData({ number }, order);
      toast(t(`${act}.done`));
      onClose();
    },
    onError: () => void utils.admin.orders.get.invalidate({ number }),
  });
  return (
    <FormDialog
      title={t(`${act}.title`)}
      confirm={t(`${act}.confirm`)}
      busy={decide.isPending}
      refusal={decide.error ? errorMessage(decide.error) : null}
      onClose={onClose}
      onSubmit={() => decide.mutate({ returnId, note: note.trim().replaceAll(/\s+/g, " ") })}
    >
      <p className="text-ink-soft">{t(`${act}.text`)}</p>
      <Field label={t("note")} optional hint={t("noteHint")}>
        {(control) => (
          <Textarea {...control} value={note} maxLength={NOTE_MAX} onChange={(event) => setNote(event.target.value)} />
        )}
      </Field>
    </FormDialog>
  );
}
