"use client";

import { Notice } from "@cartwright/ui/notice";
import { SubmitButton } from "@cartwright/ui/submit-button";
import { useState } from "react";
import { api } from "../../trpc/react.tsx";
import { EMAIL_SENTENCE, EmailField } from "./email-field.tsx";
import { FormNotice } from "./form-notice.tsx";
import { textIn, useForm } from "./use-form.ts";

/** Asks for a link to set a new password. */
export function ForgotForm() {
  const forgot = api.account.forgotPassword.useMutation();
  const [sent, setSent] = useState(false);
  const form = useForm({
    sentences: { email: EMAIL_SENTENCE },
    read: (data) => ({ email: textIn(data, "email") }),
    async send(input) {
      await forgot.mutateAsync(input);
      setSent(true);
    },
  });

  if (sent) {
    return (
      <Notice tone="good" urgent>
        If there is an account with this address, an e-mail with a link is on its way. The link works for 30 minutes.
      </Notice>
    );
  }
  return (
    <form {...form.props} className="grid gap-5" aria-label="Ask for a link">
      <FormNotice failure={form.failure} />
      <EmailField error={form.errors["email"]} />
      <SubmitButton size="lg" busy={form.busy}>
        Send link
      </SubmitButton>
    </form>
  );
}
