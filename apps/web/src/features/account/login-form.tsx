"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { SubmitButton } from "@cartwright/ui/submit-button";
import Link from "next/link";
import { useEffect, useState } from "react";
import { api } from "../../trpc/react.tsx";
import { EmailField } from "./email-field.tsx";
import { FormNotice } from "./form-notice.tsx";
import { PasswordField } from "./password-field.tsx";
import { CodeForm } from "./code-form.tsx";
import { logIn, type LogInCredentials } from "./session-calls.ts";
import { textIn, useForm } from "./use-form.ts";

/**
 * Logs in and opens `next`. A visitor who follows a link from an email arrives without cookies although they are logged in,
 * because the browser withholds them for that one request. So the page asks again from here and redirects them.
 *
 * For an account with two-step verification the code is asked for next; until then the page keeps the password in memory.
 */
export function LoginForm({ next }: { next: string }) {
  const t = useTranslations("signIn");
  const visitor = api.account.visitor.useQuery(undefined, { staleTime: 0 });
  const known = visitor.data !== undefined && visitor.data !== null;
  useEffect(() => {
    if (known) window.location.replace(next);
  }, [known, next]);

  const [waiting, setWaiting] = useState<LogInCredentials | null>(null);
  async function enter(credentials: LogInCredentials): Promise<void> {
    if ((await logIn(credentials)) === "code_needed") setWaiting(credentials);
    // A full page load: nothing of the guest stays in memory.
    else window.location.assign(next);
  }

  const form = useForm({
    messages: { email: t("invalid.email"), password: t("invalid.password") },
    read: (data) => ({ email: textIn(data, "email"), password: textIn(data, "password") }),
    send: enter,
  });
  if (waiting !== null)
    return <CodeForm onCode={(code) => enter({ ...waiting, code })} onBack={() => setWaiting(null)} />;

  return (
    <form {...form.props} className="grid gap-5" aria-label={t("login.title")}>
      <FormNotice failure={form.failure} />
      <EmailField error={form.errors["email"]} />
      <PasswordField error={form.errors["password"]} />
      <SubmitButton size="lg" busy={form.busy}>
        {t("logIn")}
      </SubmitButton>
      <p className="flex flex-wrap justify-between gap-3 text-sm">
        <Link href="/forgot" prefetch={false} className="link link-alone">
          {t("login.forgot")}
        </Link>
        <Link href="/register" prefetch={false} className="link link-alone">
          {t("login.register")}
        </Link>
      </p>
    </form>
  );
}
