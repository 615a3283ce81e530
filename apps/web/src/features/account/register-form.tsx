"use client";

import { TextField } from "@cartwright/ui/field";
import { Notice } from "@cartwright/ui/notice";
import { SubmitButton } from "@cartwright/ui/submit-button";
import Link from "next/link";
import { useState } from "react";
import { api } from "../../trpc/react.tsx";
import { FormNotice } from "./form-notice.tsx";
import { textIn, useForm } from "./use-form.ts";

const SENTENCES = {
  email: "Enter an e-mail address, such as name@example.com.",
  firstName: "Enter your first name.",
  lastName: "Enter your last name.",
  password: "Use 8 or more characters, and none of the common passwords.",
};

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
          We have sent a mail to {sentTo}. Follow its link to finish.
        </Notice>
        <Link href="/login" prefetch={false} className="link justify-self-start text-sm">
          Log in
        </Link>
      </div>
    );
  }
  return (
    <form {...form.props} className="grid gap-5" aria-label="Create an account">
      <FormNotice failure={form.failure} />
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          label="First name"
          name="firstName"
          autoComplete="given-name"
          maxLength={80}
          error={form.errors["firstName"]}
        />
        <TextField
          label="Last name"
          name="lastName"
          autoComplete="family-name"
          maxLength={80}
          error={form.errors["lastName"]}
        />
      </div>
      <TextField
        label="E-mail"
        name="email"
        type="email"
        inputMode="email"
        autoComplete="username"
        maxLength={254}
        error={form.errors["email"]}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        maxLength={1024}
        error={form.errors["password"]}
        hint="8 or more characters. A sentence is easier to remember than a riddle."
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
