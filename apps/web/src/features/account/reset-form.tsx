"use client";

import { buttonClass } from "@cartwright/ui/button-class";
import { Notice } from "@cartwright/ui/notice";
import { SubmitButton } from "@cartwright/ui/submit-button";
import Link from "next/link";
import { useState } from "react";
import { announceToTabs } from "../realtime/tab-channel.ts";
import { api } from "../../trpc/react.tsx";
import { FormNotice } from "./form-notice.tsx";
import { NEW_PASSWORD_SENTENCE, NewPasswordField } from "./new-password-field.tsx";
import { textIn, useForm } from "./use-form.ts";
import { useMailedToken } from "./use-mailed-token.ts";

/** Sets a new password by a mailed link. */
export function ResetForm() {
  const token = useMailedToken();
  const reset = api.account.resetPassword.useMutation();
  const [done, setDone] = useState(false);
  const form = useForm({
    sentences: { password: NEW_PASSWORD_SENTENCE },
    read: (data) => ({ password: textIn(data, "password") }),
    async send({ password }) {
      await reset.mutateAsync({ token: token ?? "", password });
      announceToTabs("session");
      setDone(true);
    },
  });

  if (done) {
    return (
      <div className="grid gap-5">
        <Notice tone="good" urgent>
          Your password has been changed, and all devices are logged out.
        </Notice>
        <Link href="/login" prefetch={false} className={buttonClass({ size: "lg" })}>
          Log in
        </Link>
      </div>
    );
  }
  if (token === "") {
    return (
      <div className="grid gap-5">
        <Notice tone="warn">This link is incomplete. Open it from the e-mail again, or ask for a new one.</Notice>
        <Link href="/forgot" prefetch={false} className={buttonClass({ variant: "secondary" })}>
          Ask for a new link
        </Link>
      </div>
    );
  }
  return (
    <form {...form.props} className="grid gap-5" aria-label="Reset">
      <FormNotice failure={form.failure} />
      <NewPasswordField
        label="New password"
        hint="8 or more characters. All devices are logged out."
        error={form.errors["password"]}
      />
      <SubmitButton size="lg" busy={form.busy}>
        Set password
      </SubmitButton>
    </form>
  );
}
