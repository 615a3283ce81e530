"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import type { ReactNode } from "react";
import { FormDialog } from "./form-dialog.tsx";
import { ReasonField, useReason } from "./reason-field.tsx";

interface ReasonDialogProps {
  title: string;
  /** What will happen. */
  children: ReactNode;
  confirm: string;
  /** Most actions that need a reason are destructive. */
  harmless?: boolean;
  open: boolean;
  busy: boolean;
  /** Why the last try was refused. */
  refusal: string | null;
  onClose: () => void;
  onConfirm: (reason: string) => void;
}

/** Asks for the reason of an action that is audited. The text stays until the dialog gets another key. */
export function ReasonDialog({
  title,
  children,
  confirm,
  harmless = false,
  open,
  busy,
  refusal,
  onClose,
  onConfirm,
}: ReasonDialogProps) {
  const t = useTranslations("admin");
  const reason = useReason();
  return (
    <FormDialog
      title={title}
      confirm={confirm}
      busy={busy}
      refusal={refusal}
      open={open}
      isDangerous={!harmless}
      onClose={onClose}
      onSubmit={() => {
        const given = reason.submit();
        if (given !== null) onConfirm(given);
      }}
    >
      <div className="text-ink-soft">{children}</div>
      <ReasonField reason={reason} hint={t("reason.hint")} />
    </FormDialog>
  );
}
