import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

const MARK = "size-[1.125rem] shrink-0 accent-ink mt-[0.1875rem]";

interface CheckboxProps extends Omit<ComponentProps<"input">, "type" | "className"> {
  label: ReactNode;
  /** Stands at the end of the line, such as a count. It is part of the label. */
  aside?: ReactNode;
  error?: string | undefined;
  className?: string;
}

export function Checkbox({ label, aside, error, className, ...input }: CheckboxProps) {
  const id = useId();
  return (
    <div className={className}>
      <label className="flex min-h-9 items-start gap-2.5 py-1 text-sm">
        <input
          type="checkbox"
          {...input}
          className={MARK}
          {...(error === undefined ? {} : { "aria-invalid": true, "aria-describedby": id })}
        />
        <span className="grow">{label}</span>
        {aside === undefined ? null : <span className="figures text-muted">{aside}</span>}
      </label>
      {error === undefined ? null : (
        <p id={id} className="text-sm text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

interface RadioCardProps extends Omit<ComponentProps<"input">, "type" | "className"> {
  label: ReactNode;
  description?: ReactNode;
  aside?: ReactNode;
  className?: string;
}

/** One choice of a group (put them in a fieldset with a legend): the whole card is the target. */
export function RadioCard({ label, description, aside, className, ...input }: RadioCardProps) {
  return (
    <label
      className={classNames(
        "flex items-start gap-3 rounded-md border border-line bg-surface px-4 py-3 transition-colors hover:border-line-strong " +
          "has-checked:border-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
        className,
      )}
    >
      <input type="radio" {...input} className={classNames(MARK, "outline-none")} />
      <span className="grid grow gap-0.5">
        <span className="text-sm font-medium">{label}</span>
        {description === undefined ? null : <span className="text-sm text-muted">{description}</span>}
      </span>
      {aside === undefined ? null : <span className="figures text-sm">{aside}</span>}
    </label>
  );
}
