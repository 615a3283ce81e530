import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { CONTROL, Field } from "./field.tsx";

/** The platform's own select: it works on every device, with every keyboard. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className="relative block">
      <select {...rest} className={classNames(CONTROL, "appearance-none pr-9", className)}>
        {children}
      </select>
      <svg
        aria-hidden="true"
        viewBox="0 0 16 16"
        className="pointer-events-none absolute top-1/2 right-3 size-3.5 -translate-y-1/2 fill-none stroke-current stroke-[1.5]"
      >
        <path d="m3 6 5 5 5-5" />
      </svg>
    </span>
  );
}

interface SelectFieldProps extends Omit<ComponentProps<"select">, "className"> {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  className?: string;
}

export function SelectField({ label, hint, error, optional = false, className, ...select }: SelectFieldProps) {
  return (
    <Field
      label={label}
      error={error}
      optional={optional}
      className={className}
      {...(hint === undefined ? {} : { hint })}
    >
      {(control) => <Select {...select} {...control} />}
    </Field>
  );
}
