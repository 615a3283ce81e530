"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Notice } from "@cartwright/ui/notice";
import { SubmitButton } from "@cartwright/ui/submit-button";
import { useState } from "react";
import { api } from "../../trpc/react.tsx";
import { EmailField } from "./email-field.tsx";
import { FormNotice } from "./form-notice.tsx";
import { textIn, useForm } from "./use-form.ts";

/** Requests a link to set a new password. */
export function ForgotForm() {
  const t = useTranslations("signIn");
  const forgot = api.account.forgotPassword.useMutation();
  const [sent, setSent] = useState(false);
  const form = useForm({
    messages: { email: t("invalid.email") },
    read: (data) => ({ email: textIn(data, "email") }),
    async send(input) {
      await forgot.mutateAsync(input);
      setSent(true);
    },
  });

  if (sent) {
    return (
      <Notice tone="good" urgent>
        {t("forgot.sent")}
      </Notice>
    );
  }
  return (
    <form {...form.props} className="grid gap-5" aria-label={t("forgot.form")}>
      <FormNotice failure={form.failure} />
      <EmailField error={form.errors["email"]} />
      <SubmitButton size="lg" busy={form.busy}>
        {t("forgot.submit")}
      </SubmitButton>
    </form>
  );
}
