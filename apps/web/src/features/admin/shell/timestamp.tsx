"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { useSyncExternalStore } from "react";
import { useDuration } from "./duration.ts";

const TICK_MS = 5_000;
const listeners = new Set<() => void>();
let clockMs = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all timestamps on the page. It runs only while there is one. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    clockMs = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function readNow(): number | null {
  if (clockMs === 0 || timer === undefined) clockMs = Date.now();
  return clockMs;
}

const FULL = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });
const SHORT = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});
/** Older timestamps are shown as dates. */
const RELATIVE_MAX_MS = 7 * 86_400_000;

/** A timestamp, relative once the script has loaded; the full date and time on hover and for machines. */
export function Timestamp({ at, className }: { at: string; className?: string }) {
  const t = useTranslations("admin");
  const now = useSyncExternalStore(subscribe, readNow, () => null);
  const duration = useDuration();
  const time = Date.parse(at);
  const away = now === null ? Number.POSITIVE_INFINITY : time - now;
  const relative = () => {
    if (Math.abs(away) < TICK_MS) return t("time.justNow");
    return away > 0 ? t("time.ahead", { duration: duration(away) }) : t("time.ago", { duration: duration(-away) });
  };
  return (
    <time dateTime={at} title={t("time.exact", { time: FULL.format(time) })} className={className}>
      {Math.abs(away) > RELATIVE_MAX_MS ? SHORT.format(time) : relative()}
    </time>
  );
}
