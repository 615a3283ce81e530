"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { useSyncExternalStore } from "react";
import { useDuration } from "./duration.ts";
import { useTimeZone } from "./shop-time.tsx";

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

interface Formats {
  /** With seconds and the zone's offset, which reads the same in every engine. */
  readonly full: Intl.DateTimeFormat;
  readonly short: Intl.DateTimeFormat;
  /** With the year, for times ahead. */
  readonly dated: Intl.DateTimeFormat;
}

const formats = new Map<string, Formats>();

function formatsOf(timeZone: string): Formats {
  const known = formats.get(timeZone);
  if (known) return known;
  const minute = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZone } as const;
  const made = {
    full: new Intl.DateTimeFormat("en-GB", {
      ...minute,
      year: "numeric",
      second: "2-digit",
      timeZoneName: "shortOffset",
    }),
    short: new Intl.DateTimeFormat("en-GB", minute),
    dated: new Intl.DateTimeFormat("en-GB", { ...minute, year: "numeric" }),
  };
  formats.set(timeZone, made);
  return made;
}

/** Writes a time in full, on the shop's clock. */
export function useExactTime(): (at: string) => string {
  const { full } = formatsOf(useTimeZone());
  return (at) => full.format(Date.parse(at));
}

/** Writes a date and time to the minute, on the shop's clock. */
export function useDateAndTime(): (at: string) => string {
  const { dated } = formatsOf(useTimeZone());
  return (at) => dated.format(Date.parse(at));
}

/** Older timestamps are shown as dates. */
const RELATIVE_MAX_MS = 7 * 86_400_000;

/** A timestamp, relative once the script has loaded; the full date and time on hover, for screen readers and for machines. */
export function Timestamp({ at, className }: { at: string; className?: string }) {
  const t = useTranslations("admin");
  const now = useSyncExternalStore(subscribe, readNow, () => null);
  const duration = useDuration();
  const { full, short } = formatsOf(useTimeZone());
  const time = Date.parse(at);
  const exact = full.format(time);
  const isRelative = now !== null && Math.abs(time - now) <= RELATIVE_MAX_MS;
  const away = now === null ? Number.POSITIVE_INFINITY : time - now;
  const relative = () => {
    if (Math.abs(away) < TICK_MS) return t("time.justNow");
    return away > 0 ? t("time.ahead", { duration: duration(away) }) : t("time.ago", { duration: duration(-away) });
  };
  return (
    <time dateTime={at} title={exact} className={className}>
      {isRelative ? relative() : short.format(time)}
      {isRelative ? <span className="sr-only">, {exact}</span> : null}
    </time>
  );
}
