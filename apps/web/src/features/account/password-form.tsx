"use client";

import type { SecondFactorStatus } from "@cartwright/contracts/second-factor";
import { Checkbox } from "@cartwright/ui/checkbox";
import { TextField } from "@cartwright/ui/field";
import { toast } from "@cartwright/ui/toast";
import { SubmitButton } from "@cartwright/ui/submit-button";
import { useState } from "react";
import { api } from "../../trpc/react.tsx";
import { CodeField } from "./code-field.tsx";
import { FormNotice } from "./form-notice.tsx";
import { NEW_PASSWORD_SENTENCE, NewPasswordField } from "./new-password-field.tsx";
import { textIn, useForm } from "./use-form.ts";
import { useNeedsCode } from "./use-needs-code.ts";

const SENTENCES = {
  current: "Enter your current password.",
  password: NEW_PASSWORD_SENTENCE,
};
const WITH_CODE = { ...SENTENCES, code: "Enter the code." };

/** Changes the password, and offers to log out everywhere else. */
export function PasswordForm({ secondFactor }: { secondFactor: SecondFactorStatus }) {
  const withCode = useNeedsCode(secondFactor);
  const utils = api.useUtils();
  const change = api.account.changePassword.useMutation();
  /** A new key empties the fields. */
  const [round, setRound] = useState(0);
  const form = useForm({
    sentences: withCode ? WITH_CODE : SENTENCES,
    read: (data) => ({
      current: textIn(data, "current"),
      ...(withCode ? { code: textIn(data, "code") } : {}),
      password: textIn(data, "password"),
      endOtherSessions: data.get("endOtherSessions") !== null,
    }),
    async send(input) {
      await change.mutateAsync(input);
      setRound((count) => count + 1);
      toast("Your password has been changed.");
      await utils.account.sessions.list.invalidate();
    },
  });
  return (
    <form key={round} {...form.props} className="grid max-w-md gap-5" aria-label="Password">
      <FormNotice failure={form.failure} />
      <TextField
        label="Current password"
        name="current"
        type="password"
        autoComplete="current-password"
        maxLength={1024}
        error={form.errors["current"]}
      />
      {withCode ? <CodeField error={form.errors["code"]} /> : null}
      <NewPasswordField label="New password" hint="8 or more characters." error={form.errors["password"]} />
      <Checkbox name="endOtherSessions" label="Log out all other devices" defaultChecked />
      <SubmitButton busy={form.busy} className="justify-self-start">
        Change password
      </SubmitButton>
    </form>
  );
}
