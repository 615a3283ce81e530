"use client";

import { WEBHOOK_OVERLAP_HOURS } from "@cartwright/contracts/webhooks";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { TextField } from "@cartwright/ui/field";
import { toast } from "@cartwright/ui/toast";

interface SecretDialogProps {
  secret: string;
  /** It replaces one that is in use. */
  isRotated: boolean;
  onClose: () => void;
}

/** Shows a new secret, which no one can see again. */
export function SecretDialog({ secret, isRotated, onClose }: SecretDialogProps) {
  const t = useTranslations("adminWebhooks");
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(secret);
      toast(t("secret.copied"));
    } catch {
      toast(t("secret.copyFailed"), { tone: "bad" });
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("secret.title")}
      footer={
        <div className="flex justify-end gap-3">
          <Button variant="secondary" size="sm" onClick={onClose}>
            {t("secret.done")}
          </Button>
          <Button size="sm" onClick={() => void copy()}>
            {t("secret.copy")}
          </Button>
        </div>
      }
    >
      <div className="grid gap-4">
        <p className="text-ink-soft">
          {isRotated ? t("secret.rotated", { hours: WEBHOOK_OVERLAP_HOURS }) : t("secret.text")}
        </p>
        <TextField
          label={t("secret.label")}
          readOnly
          value={secret}
          autoComplete="off"
          onFocus={(event) => event.target.select()}
        />
      </div>
    </Dialog>
  );
}
