"use client";

import type { ComponentProps } from "react";
import { buttonClass, type ButtonSize, type ButtonVariant } from "./button-class.ts";
import { classNames } from "./class-names.ts";
import { Spinner } from "./spinner.tsx";
import { useIsReady } from "./use-is-ready.ts";

/** How a button that waits for its script shows that it does: not at all. */
const UNSEEN = "disabled:opacity-100";

interface ButtonProps extends ComponentProps<"button"> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Work is under way: shows a spinner, says so to screen readers, and lets clicks pass without effect. */
  busy?: boolean;
}

/**
 * A button that needs JavaScript. It is disabled until hydration, because an early click would do nothing, and a form
 * submitted by the browser would lose what was typed or put it, passwords included, into the URL. It looks the same
 * meanwhile, because hydration is short.
 */
export function Button({
  variant = "primary",
  size = "md",
  busy = false,
  disabled = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const isReady = useIsReady();
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || !isReady}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest["aria-disabled"]}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={buttonClass({ variant, size, className: classNames(isReady || disabled ? "" : UNSEEN, className) })}
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
export function IconButton({ label, size = "md", disabled = false, className, children, ...rest }: IconButtonProps) {
  const isReady = useIsReady();
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || !isReady}
      aria-label={label}
      className={classNames(
        "inline-grid place-items-center rounded-md text-ink transition-colors hover:bg-sunk disabled:opacity-40",
        ICON_SIZES[size],
        isReady || disabled ? "" : UNSEEN,
        className,
      )}
    >
      {children}
    </button>
  );
}
