"use client";

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
  /** What it is for. */
  children: ReactNode;
  name: string;
  confirm: string;
  danger?: boolean;
  /** Whether there is a second step to be passed as well. */
  withCode: boolean;
  onProof: (proof: Proof) => Promise<void>;
}

/** Asks for all that a log-in would ask for, before something that a borrowed session must not do. */
export function ProofForm({ children, name, confirm, danger = false, withCode, onProof }: ProofFormProps) {
  const password = "Enter your password.";
  const form = useForm({
    sentences: withCode ? { password, code: "Enter the code." } : { password },
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
