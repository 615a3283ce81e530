"use client";

import type { SecondFactorStatus } from "@cartwright/contracts/second-factor";
import { Button } from "@cartwright/ui/button";
import { Dialog } from "@cartwright/ui/dialog";
import { toast } from "@cartwright/ui/toast";
import { SubmitButton } from "@cartwright/ui/submit-button";
import { useId, useState } from "react";
import { messageOf } from "../../trpc/failure.ts";
import { api } from "../../trpc/react.tsx";
import { announceToTabs } from "../realtime/tab-channel.ts";
import { CodeField } from "./code-field.tsx";
import { FormNotice } from "./form-notice.tsx";
import { PasswordField } from "./password-field.tsx";
import { saveAsFile } from "./save-as-file.ts";
import { textIn, useForm } from "./use-form.ts";
import { useNeedsCode } from "./use-needs-code.ts";

interface DeleteDialogProps {
  open: boolean;
  onClose: () => void;
  secondFactor: SecondFactorStatus;
}

const SENTENCES = { password: "Enter your password." };
const WITH_CODE = { ...SENTENCES, code: "Enter the code." };

function DeleteDialog({ open, onClose, secondFactor }: DeleteDialogProps) {
  const withCode = useNeedsCode(secondFactor);
  const id = useId();
  const remove = api.account.delete.useMutation();
  const form = useForm({
    sentences: withCode ? WITH_CODE : SENTENCES,
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
      title="Delete your account?"
      footer={
        <div className="flex justify-end gap-3">
          <Button variant="quiet" size="sm" onClick={onClose}>
            Keep it
          </Button>
          <SubmitButton form={id} variant="danger" size="sm" busy={form.busy}>
            Delete account
          </SubmitButton>
        </div>
      }
    >
      <form id={id} {...form.props} className="grid gap-4" aria-label="Delete account">
        <p className="text-ink-soft">
          Name, addresses and password are deleted, and all devices are logged out. Orders are kept as long as the law
          asks. There is no way back.
        </p>
        <FormNotice failure={form.failure} />
        <PasswordField error={form.errors["password"]} />
        {withCode ? <CodeField error={form.errors["code"]} /> : null}
      </form>
    </Dialog>
  );
}

/** Take everything along, or leave. */
export function OwnData({ secondFactor }: { secondFactor: SecondFactorStatus }) {
  const utils = api.useUtils();
  const [deleting, setDeleting] = useState(false);
  const [exporting, setExporting] = useState(false);

  async function exportData(): Promise<void> {
    setExporting(true);
    try {
      const data = await utils.account.exportData.fetch(undefined, { staleTime: 0 });
      saveAsFile("cartwright-account.json", JSON.stringify(data, null, 2), "application/json");
    } catch (error) {
      toast(messageOf(error), { tone: "bad" });
    } finally {
      setExporting(false);
    }
  }

  return (
    <div className="flex flex-wrap gap-3">
      <Button variant="secondary" busy={exporting} onClick={() => void exportData()}>
        Download your data
      </Button>
      <Button variant="danger" onClick={() => setDeleting(true)}>
        Delete account
      </Button>
      <DeleteDialog open={deleting} onClose={() => setDeleting(false)} secondFactor={secondFactor} />
    </div>
  );
}
