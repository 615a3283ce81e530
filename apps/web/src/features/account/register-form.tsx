"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { Notice } from "@cartwright/ui/notice";
import { SubmitButton } from "@cartwright/ui/submit-button";
import Link from "next/link";
import { useState } from "react";
import { api } from "../../trpc/react.tsx";
import { EmailField } from "./email-field.tsx";
import { FormNotice } from "./form-notice.tsx";
import { NameFields } from "./name-fields.tsx";
import { NewPasswordField } from "./new-password-field.tsx";
import { textIn, useForm } from "./use-form.ts";

/** Creates an account. The response is the same whether or not the address has one already: only the email says so. */
export function RegisterForm() {
  const t = useTranslations("signIn");
  const register = api.account.register.useMutation();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({
    messages: {
      email: t("invalid.email"),
      firstName: t("invalid.firstName"),
      password: t("invalid.newPassword"),
    },
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
          {t("register.sent", { email: sentTo })}
        </Notice>
        <Link href="/login" prefetch={false} className="link link-alone justify-self-start text-sm">
          {t("logIn")}
        </Link>
      </div>
    );
  }
  return (
    <form {...form.props} className="grid gap-5" aria-label={t("register.title")}>
      <FormNotice failure={form.failure} />
      <NameFields errors={form.errors} />
      <EmailField error={form.errors["email"]} />
      <NewPasswordField label={t("password")} hint={t("register.passwordHint")} error={form.errors["password"]} />
      <SubmitButton size="lg" busy={form.busy}>
        {t("createAccount")}
      </SubmitButton>
      <p className="text-sm">
        {t("register.haveAccount")}{" "}
        <Link href="/login" prefetch={false} className="link">
          {t("logIn")}
        </Link>
      </p>
    </form>
  );
}
