"use client";

import { Checkbox } from "@cartwright/ui/checkbox";
import { TextField } from "@cartwright/ui/field";
import { toast } from "@cartwright/ui/toast";
import { SubmitButton } from "@cartwright/ui/submit-button";
import { useState } from "react";
import { api } from "../../trpc/react.tsx";
import { FormNotice } from "./form-notice.tsx";
import { textIn, useForm } from "./use-form.ts";

const SENTENCES = {
  current: "Enter the password that you have now.",
  password: "Use 8 or more characters, and none of the common passwords.",
};

const read = (form: FormData) => ({
  current: textIn(form, "current"),
  password: textIn(form, "password"),
  endOtherSessions: form.get("endOtherSessions") !== null,
});

/** Changes the password, and offers to log out everywhere else. */
export function PasswordForm() {
  const utils = api.useUtils();
  const change = api.account.changePassword.useMutation();
  /** A new key empties the fields. */
  const [round, setRound] = useState(0);
  const form = useForm({
    sentences: SENTENCES,
    read,
    async send(input) {
      await change.mutateAsync(input);
      setRound((count) => count + 1);
      toast("Your password is changed.");
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
      <TextField
        label="New password"
        name="password"
        type="password"
        autoComplete="new-password"
        maxLength={1024}
        error={form.errors["password"]}
        hint="8 or more characters."
      />
      <Checkbox name="endOtherSessions" label="Log out all other devices" defaultChecked />
      <SubmitButton busy={form.busy} className="justify-self-start">
        Change password
      </SubmitButton>
    </form>
  );
}
