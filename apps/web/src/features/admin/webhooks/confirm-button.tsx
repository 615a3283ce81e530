"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { useState } from "react";
import { FormDialog } from "../shell/form-dialog.tsx";

interface ConfirmButtonProps {
  /** The words of the act: `open`, `title`, `confirm`. */
  act: "rotate" | "remove";
  text: string;
  isDangerous: boolean;
  busy: boolean;
  refusal: string | null;
  onConfirm: (close: () => void) => void;
}

/** A button that says what will happen before it does. */
export function ConfirmButton({ act, text, isDangerous, busy, refusal, onConfirm }: ConfirmButtonProps) {
  const t = useTranslations("adminWebhooks");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" size="sm" onClick={() => setOpen(true)}>
        {t(`${act}.open`)}
      </Button>
      {open ? (
        <FormDialog
          title={t(`${act}.title`)}
          confirm={t(`${act}.confirm`)}
          isDangerous={isDangerous}
          busy={busy}
          refusal={refusal}
          onClose={() => setOpen(false)}
          onSubmit={() => onConfirm(() => setOpen(false))}
        >
          <p className="text-ink-soft">{text}</p>
        </FormDialog>
      ) : null}
    </>
  );
}
