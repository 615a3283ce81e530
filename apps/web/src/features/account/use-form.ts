"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { fieldsOf, messageOf } from "../../trpc/failure.ts";

/** A refusal in words for a person, from something that is not a procedure. */
export class FormFailure extends Error {
  override readonly name = "FormFailure";
}

interface FormOptions<Input> {
  /** What is said of a field that is empty, or that the server finds wrong, by the field's name. All of these must be filled in. */
  readonly sentences: Readonly<Record<string, string>>;
  readonly read: (form: FormData) => Input;
  readonly send: (input: Input) => Promise<void>;
}

/** What a text field holds. */
export function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/**
 * A form that the browser holds and that is read when it is sent. Only the server judges what is in it (no schema library
 * comes into the page); what is empty is told at once. Complaints go to their fields, the first of which gets the focus;
 * any other refusal is told in one sentence; while it is under way it is not sent again.
 */
export function useForm<Input>({ sentences, read, send }: FormOptions<Input>) {
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [errors]);

  async function submit(data: FormData): Promise<void> {
    setFailure(null);
    const empty = Object.entries(sentences).filter(([name]) => textIn(data, name).trim() === "");
    setErrors(Object.fromEntries(empty));
    if (empty.length > 0) return;
    setBusy(true);
    try {
      await send(read(data));
    } catch (error) {
      const fields = Object.entries(fieldsOf(error)).map(
        ([name, message]) => [name, sentences[name] ?? message] as const,
      );
      setErrors(Object.fromEntries(fields));
      if (fields.length === 0) setFailure(error instanceof FormFailure ? error.message : messageOf(error));
    } finally {
      setBusy(false);
    }
  }

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (!busy) void submit(new FormData(event.currentTarget));
  }

  // By POST even if a browser should ever send it by itself: what is typed here has no business in an address.
  return { errors, failure, busy, props: { ref: form, onSubmit, noValidate: true, method: "post" } } as const;
}
