import { CircleAlert, CircleCheck, Info } from "lucide-react";
import type { ReactNode } from "react";
import type { Tone } from "./badge.tsx";
import { classNames } from "./class-names.ts";

const LOOKS: Readonly<Record<Exclude<Tone, "accent">, string>> = {
  neutral: "border-line bg-sunk text-ink",
  good: "border-good/40 bg-good-soft text-good",
  warn: "border-warn/40 bg-warn-soft text-warn",
  bad: "border-bad/40 bg-bad-soft text-bad",
};

/** A message that stays on the page. With `urgent` it is announced when it appears. */
export function Notice({
  tone = "neutral",
  urgent = false,
  action,
  className,
  children,
}: {
  tone?: Exclude<Tone, "accent">;
  urgent?: boolean;
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const Icon = tone === "good" ? CircleCheck : tone === "neutral" ? Info : CircleAlert;
  return (
    <div
      role={urgent ? "alert" : undefined}
      className={classNames("flex items-start gap-3 rounded-md border px-4 py-3 text-sm", LOOKS[tone], className)}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="flex min-w-0 grow flex-wrap items-center gap-3 sm:flex-nowrap">
        <div className="basis-full sm:grow sm:basis-auto">{children}</div>
        {action}
      </div>
    </div>
  );
}
