"use client";

import type { SecondFactorStatus } from "@cartwright/contracts/second-factor";
import { useTranslations } from "@cartwright/messages/use-translations";
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

interface EmailFormProps {
  email: string;
  secondFactor: SecondFactorStatus;
}

/** Requests a new email address. The change takes effect with the link that is emailed to it. */
export function EmailForm({ email, secondFactor }: EmailFormProps) {
  const t = useTranslations("account");
  const signIn = useTranslations("signIn");
  const withCode = useNeedsCode(secondFactor);
  const change = api.account.changeEmail.useMutation();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({
    messages: {
      email: signIn("invalid.email"),
      password: signIn("invalid.password"),
      ...(withCode ? { code: signIn("invalid.code") } : {}),
    },
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
        {t("email.sent", { to: sentTo, email })}
      </Notice>
    );
  }
  return (
    <form {...form.props} className="grid max-w-md gap-5" aria-label={t("email.title")}>
      <FormNotice failure={form.failure} />
      <TextField
        label={t("email.new")}
        name="email"
        type="email"
        inputMode="email"
        autoComplete="email"
        maxLength={254}
        hint={t("email.now", { email })}
        error={form.errors["email"]}
      />
      <PasswordField error={form.errors["password"]} />
      {withCode ? <CodeField error={form.errors["code"]} /> : null}
      <SubmitButton busy={form.busy} className="justify-self-start">
        {t("email.submit")}
      </SubmitButton>
    </form>
  );
}
