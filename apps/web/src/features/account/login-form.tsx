"use client";

import { SubmitButton } from "@cartwright/ui/submit-button";
import Link from "next/link";
import { useEffect, useState } from "react";
import { api } from "../../trpc/react.tsx";
import { EMAIL_SENTENCE, EmailField } from "./email-field.tsx";
import { FormNotice } from "./form-notice.tsx";
import { PasswordField } from "./password-field.tsx";
import { CodeForm } from "./code-form.tsx";
import { logIn, type LogInCredentials } from "./session-calls.ts";
import { textIn, useForm } from "./use-form.ts";

const SENTENCES = {
  email: EMAIL_SENTENCE,
  password: "Enter your password.",
};

/**
 * Logs in and goes on to `next`. Whoever comes by a link from a mail arrives without cookies although he is logged in: the
 * browser keeps them back for that one request. So the page asks once more and sends him on.
 *
 * Where an account has a second step, its code is asked for next; the password waits in the memory of this page meanwhile.
 */
export function LoginForm({ next }: { next: string }) {
  const visitor = api.account.visitor.useQuery(undefined, { staleTime: 0 });
  const known = visitor.data !== undefined && visitor.data !== null;
  useEffect(() => {
    if (known) window.location.replace(next);
  }, [known, next]);

  const [waiting, setWaiting] = useState<LogInCredentials | null>(null);
  async function enter(credentials: LogInCredentials): Promise<void> {
    if ((await logIn(credentials)) === "code_needed") setWaiting(credentials);
    // A whole new page: nothing of the guest's stays in memory.
    else window.location.assign(next);
  }

  const form = useForm({
    sentences: SENTENCES,
    read: (data) => ({ email: textIn(data, "email"), password: textIn(data, "password") }),
    send: enter,
  });
  if (waiting !== null)
    return <CodeForm onCode={(code) => enter({ ...waiting, code })} onBack={() => setWaiting(null)} />;

  return (
    <form {...form.props} className="grid gap-5" aria-label="Log in">
      <FormNotice failure={form.failure} />
      <EmailField error={form.errors["email"]} />
      <PasswordField error={form.errors["password"]} />
      <SubmitButton size="lg" busy={form.busy}>
        Log in
      </SubmitButton>
      <p className="flex flex-wrap justify-between gap-3 text-sm">
        <Link href="/forgot" prefetch={false} className="link link-alone">
          Forgot password?
        </Link>
        <Link href="/register" prefetch={false} className="link link-alone">
          Create an account
        </Link>
      </p>
    </form>
  );
}
