"use client";

import type { SecondFactorStatus } from "@cartwright/contracts/second-factor";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { toast } from "@cartwright/ui/toast";
import { SubmitButton } from "@cartwright/ui/submit-button";
import { useId, useState } from "react";
import { api } from "../../trpc/react.tsx";
import { announceToTabs } from "../realtime/tab-channel.ts";
import { CodeField } from "./code-field.tsx";
import { FormNotice } from "./form-notice.tsx";
import { PasswordField } from "./password-field.tsx";
import { saveAsFile } from "./save-as-file.ts";
import { textIn, useForm } from "./use-form.ts";
import { useNeedsCode } from "./use-needs-code.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";

interface DeleteDialogProps {
  open: boolean;
  onClose: () => void;
  secondFactor: SecondFactorStatus;
}

function DeleteDialog({ open, onClose, secondFactor }: DeleteDialogProps) {
  const t = useTranslations("account");
  const signIn = useTranslations("signIn");
  const withCode = useNeedsCode(secondFactor);
  const id = useId();
  const remove = api.account.delete.useMutation();
  const form = useForm({
    messages: {
      password: signIn("invalid.password"),
      ...(withCode ? { code: signIn("invalid.code") } : {}),
    },
    read: (data) => ({ password: textIn(data, "password"), ...(withCode ? { code: textIn(data, "code") } : {}) }),
    async send(input) {
      await remove.mutateAsync(input);
      announceToTabs("session");
      window.location.assign("/");
    },
  });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("data.deleteTitle")}
      footer={
        <div className="flex justify-end gap-3">
          <Button variant="quiet" size="sm" onClick={onClose}>
            {t("data.keep")}
          </Button>
          <SubmitButton form={id} variant="danger" size="sm" busy={form.busy}>
            {t("data.delete")}
          </SubmitButton>
        </div>
      }
    >
      <form id={id} {...form.props} className="grid gap-4" aria-label={t("data.delete")}>
        <p className="text-ink-soft">{t("data.deleteText")}</p>
        <FormNotice failure={form.failure} />
        <PasswordField error={form.errors["password"]} />
        {withCode ? <CodeField error={form.errors["code"]} /> : null}
      </form>
    </Dialog>
  );
}

/** Data export and account deletion. */
export function OwnData({ secondFactor }: { secondFactor: SecondFactorStatus }) {
  const t = useTranslations("account");
  const utils = api.useUtils();
  const errorMessage = useErrorMessage();
  const [deleting, setDeleting] = useState(false);
  const [exporting, setExporting] = useState(false);

  async function exportData(): Promise<void> {
    setExporting(true);
    try {
      const data = await utils.account.exportData.fetch(undefined, { staleTime: 0 });
      saveAsFile("cartwright-account.json", JSON.stringify(data, null, 2), "application/json");
    } catch (error) {
      toast(errorMessage(error), { tone: "bad" });
    } finally {
      setExporting(false);
    }
  }

  return (
    <div className="flex flex-wrap gap-3">
      <Button variant="secondary" busy={exporting} onClick={() => void exportData()}>
        {t("data.download")}
      </Button>
      <Button variant="danger" onClick={() => setDeleting(true)}>
        {t("data.delete")}
      </Button>
      <DeleteDialog open={deleting} onClose={() => setDeleting(false)} secondFactor={secondFactor} />
    </div>
  );
}
