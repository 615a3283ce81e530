import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";
import { Spinner } from "./spinner.tsx";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const BASE =
  "inline-flex items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap select-none " +
  "transition-[background-color,border-color,color,opacity] duration-150 disabled:opacity-45 disabled:cursor-not-allowed " +
  "aria-busy:cursor-progress";

const VARIANTS: Readonly<Record<ButtonVariant, string>> = {
  primary: "bg-ink text-paper hover:bg-ink-soft disabled:hover:bg-ink",
  secondary: "border border-line-strong text-ink hover:border-ink hover:bg-sunk",
  quiet: "text-ink hover:bg-sunk",
  danger: "border border-bad text-bad hover:bg-bad-soft",
};

const SIZES: Readonly<Record<ButtonSize, string>> = {
  sm: "min-h-9 px-3 text-sm",
  md: "min-h-11 px-5 text-sm",
  lg: "min-h-13 px-7 text-base",
};

/** The classes of a button, for links that look like one. */
export function buttonClass(look: { variant?: ButtonVariant; size?: ButtonSize; className?: string } = {}): string {
  return classNames(BASE, VARIANTS[look.variant ?? "primary"], SIZES[look.size ?? "md"], look.className);
}

interface ButtonProps extends ComponentProps<"button"> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Work is under way: shows a spinner, says so to screen readers, and lets clicks pass without effect. */
  busy?: boolean;
}

export function Button({
  variant = "primary",
  size = "md",
  busy = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest["aria-disabled"]}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={buttonClass({ variant, size, ...(className === undefined ? {} : { className }) })}
    >
      {busy ? <Spinner /> : null}
      {children}
    </button>
  );
}

interface IconButtonProps extends ComponentProps<"button"> {
  /** What it does, for people who do not see the icon. */
  label: string;
  size?: "sm" | "md";
}

const ICON_SIZES = { sm: "size-8", md: "size-11" } as const;

/** A square button with only an icon in it. */
export function IconButton({ label, size = "md", className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      className={classNames(
        "inline-grid place-items-center rounded-md text-ink transition-colors hover:bg-sunk disabled:opacity-40",
        ICON_SIZES[size],
        className,
      )}
    >
      {children}
    </button>
  );
}
