"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { buttonClass } from "@cartwright/ui/button-class";
import { Notice } from "@cartwright/ui/notice";
import { SubmitButton } from "@cartwright/ui/submit-button";
import Link from "next/link";
import { useState } from "react";
import { announceToTabs } from "../realtime/tab-channel.ts";
import { api } from "../../trpc/react.tsx";
import { FormNotice } from "./form-notice.tsx";
import { NewPasswordField } from "./new-password-field.tsx";
import { textIn, useForm } from "./use-form.ts";
import { useMailedToken } from "./use-mailed-token.ts";

/** Sets a new password with an emailed link. */
export function ResetForm() {
  const t = useTranslations("signIn");
  const token = useMailedToken();
  const reset = api.account.resetPassword.useMutation();
  const [done, setDone] = useState(false);
  const form = useForm({
    messages: { password: t("invalid.newPassword") },
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
          {t("reset.done")}
        </Notice>
        <Link href="/login" prefetch={false} className={buttonClass({ size: "lg" })}>
          {t("logIn")}
        </Link>
      </div>
    );
  }
  if (token === "") {
    return (
      <div className="grid gap-5">
        <Notice tone="warn">{t("reset.incomplete")}</Notice>
        <Link href="/forgot" prefetch={false} className={buttonClass({ variant: "secondary" })}>
          {t("reset.again")}
        </Link>
      </div>
    );
  }
  return (
    <form {...form.props} className="grid gap-5" aria-label={t("reset.form")}>
      <FormNotice failure={form.failure} />
      <NewPasswordField label={t("newPassword")} hint={t("reset.hint")} error={form.errors["password"]} />
      <SubmitButton size="lg" busy={form.busy}>
        {t("reset.submit")}
      </SubmitButton>
    </form>
  );
}
