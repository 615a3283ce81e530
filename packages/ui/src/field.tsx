"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";
import { useUiLabels } from "./labels.tsx";

/** What a control must spread to be tied to its label, hint and error. */
export interface ControlProps {
  id: string;
  "aria-invalid"?: true;
  "aria-describedby"?: string;
}

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** The error message; none when the field is valid. */
  error?: string | undefined;
  /** Says "optional" beside the label; required fields are the rule and stay unmarked. */
  optional?: boolean;
  className?: string | undefined;
  children: (control: ControlProps) => ReactNode;
}

/** A label, a control, a hint and an error, tied together for assistive technology. */
export function Field({ label, hint, error, optional = false, className, children }: FieldProps) {
  const labels = useUiLabels();
  const id = useId();
  const describedBy = classNames(hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`);
  return (
    <div className={classNames("grid content-start gap-1.5", className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
        {optional ? <span className="font-normal text-muted"> {labels.optional}</span> : null}
      </label>
      {children({
        id,
        ...(error === undefined ? {} : { "aria-invalid": true }),
        ...(describedBy === "" ? {} : { "aria-describedby": describedBy }),
      })}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error === undefined ? null : (
        <p id={`${id}-error`} className="text-sm text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

export const CONTROL =
  "w-full min-h-11 rounded-md border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-muted " +
  "transition-colors hover:border-ink aria-invalid:border-bad disabled:opacity-50";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={classNames(CONTROL, className)} />;
}

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...rest} className={classNames(CONTROL, "min-h-28 py-2.5", className)} />;
}

interface TextFieldProps extends Omit<ComponentProps<"input">, "className"> {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  className?: string;
}

/** The common case: a one-line text input with all that belongs to it. Works with `register()` of react-hook-form. */
export function TextField({ label, hint, error, optional, className, ...input }: TextFieldProps) {
  return (
    <Field
      label={label}
      error={error}
      className={className}
      {...(hint === undefined ? {} : { hint })}
      {...(optional === undefined ? {} : { optional })}
    >
      {(control) => <Input {...input} {...control} />}
    </Field>
  );
}
