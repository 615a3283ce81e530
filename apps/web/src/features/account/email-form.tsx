"use client";

import type { SecondFactorStatus } from "@cartwright/contracts/second-factor";
import { TextField } from "@cartwright/ui/field";
import { Notice } from "@cartwright/ui/notice";
import { SubmitButton } from "@cartwright/ui/submit-button";
import { useState } from "react";
import { api } from "../../trpc/react.tsx";
import { FormNotice } from "./form-notice.tsx";
import { PasswordField } from "./password-field.tsx";
import { CodeField } from "./code-field.tsx";
import { textIn, useForm } from "./use-form.ts";
import { useNeedsCode } from "./use-needs-code.ts";

const SENTENCES = {
  email: "Enter an e-mail address, such as name@example.com.",
  password: "Enter your password.",
};
const WITH_CODE = { ...SENTENCES, code: "Enter the code." };

interface EmailFormProps {
  email: string;
  secondFactor: SecondFactorStatus;
}

/** Asks for another address; the mail to the new one makes the change. */
export function EmailForm({ email, secondFactor }: EmailFormProps) {
  const withCode = useNeedsCode(secondFactor);
  const change = api.account.changeEmail.useMutation();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({
    sentences: withCode ? WITH_CODE : SENTENCES,
    read: (data) => ({
      email: textIn(data, "email"),
      password: textIn(data, "password"),
      ...(withCode ? { code: textIn(data, "code") } : {}),
    }),
    async send(input) {
      await change.mutateAsync(input);
      setSentTo(input.email);
    },
  });
  if (sentTo !== null) {
    return (
      <Notice tone="good" urgent>
        We have sent an e-mail to {sentTo}. Your account keeps {email} until you follow the link in it.
      </Notice>
    );
  }
  return (
    <form {...form.props} className="grid max-w-md gap-5" aria-label="E-mail address">
      <FormNotice failure={form.failure} />
      <TextField
        label="New e-mail"
        name="email"
        type="email"
        inputMode="email"
        autoComplete="email"
        maxLength={254}
        hint={`Now: ${email}`}
        error={form.errors["email"]}
      />
      <PasswordField error={form.errors["password"]} />
      {withCode ? <CodeField error={form.errors["code"]} /> : null}
      <SubmitButton busy={form.busy} className="justify-self-start">
        Change e-mail
      </SubmitButton>
    </form>
  );
}
