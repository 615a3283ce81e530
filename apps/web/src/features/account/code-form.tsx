"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { SubmitButton } from "@cartwright/ui/submit-button";
import { useEffect, useRef } from "react";
import { CodeField } from "./code-field.tsx";
import { FormNotice } from "./form-notice.tsx";
import { textIn, useForm } from "./use-form.ts";

/** The two-step verification of a log-in. A refused code stays in the field, focused and selected. */
export function CodeForm({ onCode, onBack }: { onCode: (code: string) => Promise<void>; onBack: () => void }) {
  const t = useTranslations("signIn");
  const field = useRef<HTMLInputElement>(null);
  const form = useForm({
    messages: { code: t("invalid.code") },
    read: (data) => textIn(data, "code"),
    send: onCode,
  });
  const { failure } = form;
  useEffect(() => {
    field.current?.focus();
    if (failure !== null) field.current?.select();
  }, [failure]);

  return (
    <form {...form.props} className="grid gap-5" aria-label={t("login.twoStep")}>
      <p className="text-muted">{t("login.twoStepText")}</p>
      <FormNotice failure={failure} />
      <CodeField error={form.errors["code"]} ref={field} />
      <SubmitButton size="lg" busy={form.busy}>
        {t("logIn")}
      </SubmitButton>
      <button type="button" className="link link-alone justify-self-start text-sm" onClick={onBack}>
        {t("login.back")}
      </button>
    </form>
  );
}
