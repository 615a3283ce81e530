"use client";

import { useSyncExternalStore } from "react";
import { formatDuration } from "./words.ts";

const TICK_MS = 5_000;
const listeners = new Set<() => void>();
let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all moments on the page. It stands still while nobody looks at one. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
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
  if (now === 0 || timer === undefined) now = Date.now();
  return now;
}

const WHOLE = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });
const SHORT = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});
/** Moments further away than this are dates. */
const RELATIVE_MAX_MS = 7 * 86_400_000;

function tell(at: number, from: number | null): string {
  const away = from === null ? Number.POSITIVE_INFINITY : at - from;
  if (Math.abs(away) > RELATIVE_MAX_MS) return SHORT.format(at);
  if (Math.abs(away) < TICK_MS) return "just now";
  return away > 0 ? `in ${formatDuration(away)}` : `${formatDuration(-away)} ago`;
}

/** A moment, relative once the page lives; the whole date and time on hover and for machines. */
export function Moment({ at, className }: { at: string; className?: string }) {
  const from = useSyncExternalStore(subscribe, readNow, () => null);
  const time = Date.parse(at);
  return (
    <time dateTime={at} title={`${WHOLE.format(time)} UTC`} className={className}>
      {tell(time, from)}
    </time>
  );
}
