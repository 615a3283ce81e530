"use client";

import { Notice } from "@cartwright/ui/notice";
import { SubmitButton } from "@cartwright/ui/submit-button";
import Link from "next/link";
import { useState } from "react";
import { api } from "../../trpc/react.tsx";
import { EMAIL_SENTENCE, EmailField } from "./email-field.tsx";
import { FormNotice } from "./form-notice.tsx";
import { NAME_SENTENCES, NameFields } from "./name-fields.tsx";
import { NEW_PASSWORD_SENTENCE, NewPasswordField } from "./new-password-field.tsx";
import { textIn, useForm } from "./use-form.ts";

const SENTENCES = { email: EMAIL_SENTENCE, ...NAME_SENTENCES, password: NEW_PASSWORD_SENTENCE };

/** Opens an account. The answer is the same whether or not the address has one: the mail tells its owner. */
export function RegisterForm() {
  const register = api.account.register.useMutation();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({
    sentences: SENTENCES,
    read: (data) => ({
      email: textIn(data, "email"),
      password: textIn(data, "password"),
      firstName: textIn(data, "firstName"),
      lastName: textIn(data, "lastName"),
    }),
    async send(input) {
      await register.mutateAsync(input);
      setSentTo(input.email);
    },
  });

  if (sentTo !== null) {
    return (
      <div className="grid gap-5">
        <Notice tone="good" urgent>
          We have sent an e-mail to {sentTo}. Follow the link in it to finish.
        </Notice>
        <Link href="/login" prefetch={false} className="link link-alone justify-self-start text-sm">
          Log in
        </Link>
      </div>
    );
  }
  return (
    <form {...form.props} className="grid gap-5" aria-label="Create an account">
      <FormNotice failure={form.failure} />
      <NameFields errors={form.errors} />
      <EmailField error={form.errors["email"]} />
      <NewPasswordField
        label="Password"
        hint="8 or more characters. A sentence is easier to remember than a riddle."
        error={form.errors["password"]}
      />
      <SubmitButton size="lg" busy={form.busy}>
        Create account
      </SubmitButton>
      <p className="text-sm">
        Already have an account?{" "}
        <Link href="/login" prefetch={false} className="link">
          Log in
        </Link>
      </p>
    </form>
  );
}
