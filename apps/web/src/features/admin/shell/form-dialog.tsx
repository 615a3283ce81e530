"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { Notice } from "@cartwright/ui/notice";
import { type ReactNode, useId } from "react";

interface FormDialogProps {
  title: string;
  /** What the button does. */
  confirm: string;
  busy: boolean;
  /** Why the last try was refused. */
  refusal: string | null;
  disabled?: boolean;
  open?: boolean;
  /** For what cannot be undone. */
  isDangerous?: boolean;
  /** What the form is about. Stays above the refusal. */
  lead?: ReactNode;
  onClose: () => void;
  onSubmit: () => void;
  children: ReactNode;
}

/** A dialog with a form, and why it was refused. Without `open`, it is mounted while it is open, so that it begins afresh each time. */
export function FormDialog(props: FormDialogProps) {
  const { title, confirm, busy, refusal, disabled = false, open = true, isDangerous = false } = props;
  const { lead, onClose, onSubmit, children } = props;
  const t = useTranslations("admin");
  const formId = useId();
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
          <Button
            type="submit"
            form={formId}
            variant={isDangerous ? "danger" : "primary"}
            size="sm"
            busy={busy}
            disabled={disabled}
          >
            {confirm}
          </Button>
        </div>
      }
    >
      <form
        id={formId}
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && !disabled) onSubmit();
        }}
      >
        {lead}
        {refusal === null ? null : (
          <Notice tone="bad" urgent>
            {refusal}
          </Notice>
        )}
        {children}
      </form>
    </Dialog>
  );
}
