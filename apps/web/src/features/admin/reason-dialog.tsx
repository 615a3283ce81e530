"use client";

import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { Field, Textarea } from "@cartwright/ui/field";
import { type ReactNode, useId, useState } from "react";

interface ReasonDialogProps {
  title: string;
  /** What will happen. */
  children: ReactNode;
  confirm: string;
  /** Most acts that need a reason take something away. */
  harmless?: boolean;
  open: boolean;
  busy: boolean;
  onClose: () => void;
  onConfirm: (reason: string) => void;
}

const REASON_MIN = 3;
const REASON_MAX = 300;

/** Asks for a reason before an act that is kept in the audit log. */
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
  const formId = useId();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const isShort = reason.trim().length < REASON_MIN;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      footer={
        <div className="flex justify-end gap-3">
          <Button variant="quiet" size="sm" onClick={onClose}>
            Not now
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
          setTried(true);
          if (!isShort && !busy) onConfirm(reason.trim());
        }}
      >
        <div className="text-ink-soft">{children}</div>
        <Field
          label="Reason"
          hint="It stands in the audit log."
          error={tried && isShort ? "Write a few words." : undefined}
        >
          {(control) => (
            <Textarea
              {...control}
              value={reason}
              maxLength={REASON_MAX}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
