"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { TextField } from "@cartwright/ui/field";
import { toast } from "@cartwright/ui/toast";

interface ShowCodeProps {
  title: string;
  /** Null when it was shown before. */
  code: string | null;
  /** Whom it was mailed to. */
  recipient: string | null;
  onClose: () => void;
}

/** A new code, which no one can see again. */
export function ShowCode({ title, code, recipient, onClose }: ShowCodeProps) {
  const t = useTranslations("adminGiftCards");
  async function copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      toast(t("issued.copied"));
    } catch {
      toast(t("issued.copyFailed"), { tone: "bad" });
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      footer={
        <div className="flex justify-end gap-3">
          <Button variant="secondary" size="sm" onClick={onClose}>
            {t("issued.done")}
          </Button>
          {code === null ? null : (
            <Button size="sm" onClick={() => void copy(code)}>
              {t("issued.copy")}
            </Button>
          )}
        </div>
      }
    >
      {code === null ? (
        <p>{t("issued.before")}</p>
      ) : (
        <div className="grid gap-4">
          {recipient === null ? null : (
            <p className="break-words text-ink-soft">{t("issued.mailed", { email: recipient })}</p>
          )}
          <TextField
            label={t("issued.code")}
            hint={t("issued.once")}
            readOnly
            value={code}
            autoComplete="off"
            className="font-mono"
            onFocus={(event) => event.target.select()}
          />
        </div>
      )}
    </Dialog>
  );
}
