"use client";

import { SubmitButton } from "@cartwright/ui/submit-button";
import { useEffect, useRef } from "react";
import { CodeField } from "./code-field.tsx";
import { FormNotice } from "./form-notice.tsx";
import { textIn, useForm } from "./use-form.ts";

/** The second step of a log-in. What is refused stays to be corrected, with the focus on it. */
export function CodeForm({ onCode, onBack }: { onCode: (code: string) => Promise<void>; onBack: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const form = useForm({
    sentences: { code: "Enter the code." },
    read: (data) => textIn(data, "code"),
    send: onCode,
  });
  const { failure } = form;
  useEffect(() => {
    field.current?.focus();
    if (failure !== null) field.current?.select();
  }, [failure]);

  return (
    <form {...form.props} className="grid gap-5" aria-label="Second step">
      <p className="text-muted">Your password is right. Now enter the code of your second step.</p>
      <FormNotice failure={failure} />
      <CodeField error={form.errors["code"]} ref={field} />
      <SubmitButton size="lg" busy={form.busy}>
        Log in
      </SubmitButton>
      <button type="button" className="link link-alone justify-self-start text-sm" onClick={onBack}>
        Back
      </button>
    </form>
  );
}
