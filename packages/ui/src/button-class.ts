import { classNames } from "./class-names.ts";

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
