"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { SubmitButton } from "@cartwright/ui/submit-button";
import type { ReactNode } from "react";
import { FormNotice } from "./form-notice.tsx";
import { PasswordField } from "./password-field.tsx";
import { CodeField } from "./code-field.tsx";
import { textIn, useForm } from "./use-form.ts";

export interface Proof {
  readonly password: string;
  readonly code?: string;
}

interface ProofFormProps {
  /** What the credentials are needed for. */
  children: ReactNode;
  name: string;
  confirm: string;
  danger?: boolean;
  /** Whether the account uses two-step verification. */
  withCode: boolean;
  onProof: (proof: Proof) => Promise<void>;
}

/** Asks for the credentials again, before an action that a stolen session must not be able to take. */
export function ProofForm({ children, name, confirm, danger = false, withCode, onProof }: ProofFormProps) {
  const t = useTranslations("signIn");
  const form = useForm({
    messages: {
      password: t("invalid.password"),
      ...(withCode ? { code: t("invalid.code") } : {}),
    },
    read: (data) => ({ password: textIn(data, "password"), ...(withCode ? { code: textIn(data, "code") } : {}) }),
    send: onProof,
  });
  return (
    <form {...form.props} className="grid gap-5" aria-label={name}>
      <div className="text-ink-soft">{children}</div>
      <FormNotice failure={form.failure} />
      <PasswordField error={form.errors["password"]} />
      {withCode ? <CodeField error={form.errors["code"]} /> : null}
      <SubmitButton size="sm" variant={danger ? "danger" : "primary"} busy={form.busy} className="justify-self-end">
        {confirm}
      </SubmitButton>
    </form>
  );
}
