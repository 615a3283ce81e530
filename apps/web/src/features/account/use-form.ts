"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { fieldsOf } from "../../trpc/failure.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";

/** A refusal that did not come from a procedure. `text` is the message for a person, if the server sent one. */
export class FormFailure extends Error {
  override readonly name = "FormFailure";
  readonly text: string | null;

  constructor(text: string | null) {
    super(text ?? "refused without a message");
    this.text = text;
  }
}

interface FormOptions<Input> {
  /** The required fields, and the message for each that is empty or refused by the server. */
  readonly messages: Readonly<Record<string, string>>;
  /** What else is wrong, by field, as far as the form can tell. */
  readonly check?: (form: FormData) => Readonly<Record<string, string>>;
  readonly read: (form: FormData) => Input;
  readonly send: (input: Input) => Promise<void>;
}

/** The value of a text field. */
export function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/**
 * An uncontrolled form that is read when it is submitted. Only the server validates it (so no schema library is sent to the
 * browser), but empty required fields are reported at once. Errors are shown at their fields and the first gets the focus;
 * any other error is shown above the form. While a request is pending, the form is not submitted again.
 */
export function useForm<Input>({ messages, check, read, send }: FormOptions<Input>) {
  const errorMessage = useErrorMessage();
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
  }, [errors]);

  async function submit(data: FormData): Promise<void> {
    setFailure(null);
    const empty = Object.entries(messages).filter(([name]) => textIn(data, name).trim() === "");
    const found = { ...check?.(data), ...Object.fromEntries(empty) };
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await send(read(data));
    } catch (error) {
      const fields = Object.entries(fieldsOf(error)).map(
        ([name, message]) => [name, messages[name] ?? message] as const,
      );
      setErrors(Object.fromEntries(fields));
      if (fields.length === 0) setFailure((error instanceof FormFailure ? error.text : null) ?? errorMessage(error));
    } finally {
      setBusy(false);
    }
  }

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (!busy) void submit(new FormData(event.currentTarget));
  }

  // POST, so that the browser never writes what was typed into an address.
  return { errors, failure, busy, props: { ref: form, onSubmit, noValidate: true, method: "post" } } as const;
}
