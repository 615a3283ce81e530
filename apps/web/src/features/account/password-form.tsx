"use client";

import type { SecondFactorStatus } from "@cartwright/contracts/second-factor";
import { useTranslations } from "@cartwright/messages/use-translations";
import { TextField } from "@cartwright/ui/field";
import { toast } from "@cartwright/ui/toast";
import { SubmitButton } from "@cartwright/ui/submit-button";
import { useState } from "react";
import { api } from "../../trpc/react.tsx";
import { CodeField } from "./code-field.tsx";
import { FormNotice } from "./form-notice.tsx";
import { NewPasswordField } from "./new-password-field.tsx";
import { textIn, useForm } from "./use-form.ts";
import { useNeedsCode } from "./use-needs-code.ts";

/** Changes the password, and offers to log out everywhere else. */
export function PasswordForm({ secondFactor }: { secondFactor: SecondFactorStatus }) {
  const t = useTranslations("account");
  const signIn = useTranslations("signIn");
  const withCode = useNeedsCode(secondFactor);
  const utils = api.useUtils();
  const change = api.account.changePassword.useMutation();
  /** A new key clears the fields. */
  const [round, setRound] = useState(0);
  const form = useForm({
    messages: {
      current: signIn("invalid.currentPassword"),
      password: signIn("invalid.newPassword"),
      ...(withCode ? { code: signIn("invalid.code") } : {}),
    },
    read: (data) => ({
      current: textIn(data, "current"),
      ...(withCode ? { code: textIn(data, "code") } : {}),
      password: textIn(data, "password"),
    }),
    async send(input) {
      await change.mutateAsync(input);
      setRound((count) => count + 1);
      toast(t("password.changed"));
      await utils.account.sessions.list.invalidate();
    },
  });
  return (
    <form key={round} {...form.props} className="grid max-w-md gap-5" aria-label={t("password.title")}>
      <FormNotice failure={form.failure} />
      <TextField
        label={t("password.current")}
        name="current"
        type="password"
        autoComplete="current-password"
        maxLength={1024}
        error={form.errors["current"]}
      />
      {withCode ? <CodeField error={form.errors["code"]} /> : null}
      <NewPasswordField label={signIn("newPassword")} hint={t("password.hint")} error={form.errors["password"]} />
      <SubmitButton busy={form.busy} className="justify-self-start">
        {t("password.submit")}
      </SubmitButton>
    </form>
  );
}
