"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { fieldsOf, messageOf } from "../../trpc/failure.ts";

/** A refusal in words for a person, from something that is not a procedure. */
export class FormFailure extends Error {
  override readonly name = "FormFailure";
}

interface FormOptions<Schema extends z.ZodType> {
  /** What is sent. The server checks the same again. */
  readonly schema: Schema;
  /** What the form's fields mean; by default an object of their texts. */
  readonly read?: (form: FormData) => unknown;
  readonly send: (value: z.output<Schema>) => Promise<void>;
  /** Sentences for fields whose schema speaks to programs. */
  readonly sentences?: Readonly<Record<string, string>>;
}

const textsOf = (form: FormData): Record<string, unknown> =>
  Object.fromEntries([...form].filter(([, value]) => typeof value === "string"));

/** The first complaint of each field, in words for a person where there are some. */
function complaints(error: z.ZodError, sentences: Readonly<Record<string, string>>): Record<string, string> {
  const entries = error.issues.map((issue): [string, string] => {
    const path = issue.path.join(".");
    return [path, sentences[path] ?? issue.message];
  });
  return Object.fromEntries(entries.toReversed());
}

/**
 * A form that the browser holds and that is read when it is sent: complaints go to their fields, the first of which gets
 * the focus; a refusal is told in one sentence; while it is under way it is not sent again.
 */
export function useForm<Schema extends z.ZodType>({
  schema,
  read = textsOf,
  send,
  sentences = {},
}: FormOptions<Schema>) {
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [errors]);

  async function submit(element: HTMLFormElement): Promise<void> {
    setFailure(null);
    const parsed = schema.safeParse(read(new FormData(element)));
    if (!parsed.success) {
      setErrors(complaints(parsed.error, sentences));
      return;
    }
    setErrors({});
    setBusy(true);
    try {
      await send(parsed.data);
    } catch (error) {
      const fields = fieldsOf(error);
      setErrors(fields);
      if (Object.keys(fields).length === 0) setFailure(error instanceof FormFailure ? error.message : messageOf(error));
    } finally {
      setBusy(false);
    }
  }

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (!busy) void submit(event.currentTarget);
  }

  return { errors, failure, busy, props: { ref: form, onSubmit, noValidate: true } };
}
