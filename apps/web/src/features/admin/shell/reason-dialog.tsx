"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { type ReactNode, useId } from "react";
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
  onClose,
  onConfirm,
}: ReasonDialogProps) {
  const t = useTranslations("admin");
  const formId = useId();
  const reason = useReason();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      footer={
        <div className="flex justify-end gap-3">
          <Button variant="quiet" size="sm" onClick={onClose}>
            {t("reason.cancel")}
          </Button>
          <Button type="submit" form={formId} variant={harmless ? "primary" : "danger"} size="sm" busy={busy}>
            {confirm}
          </Button>
        </div>
      }
    >
      <form
        id={formId}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const given = reason.submit();
          if (given !== null && !busy) onConfirm(given);
        }}
      >
        <div className="text-ink-soft">{children}</div>
        <ReasonField reason={reason} hint={t("reason.hint")} />
      </form>
    </Dialog>
  );
}
