"use client";

import { useIsReady } from "@cartwright/ui/use-is-ready";

const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });

function clockOf(at: string): string {
  const moment = new Date(at);
  const today = new Date().toDateString() === moment.toDateString();
  return today ? time.format(moment) : `${day.format(moment)}, ${time.format(moment)}`;
}

/** A moment in the reader's own time zone. The server does not know it, so it leaves the place empty. */
export function LocalTime({ at, className }: { at: string; className?: string }) {
  const isReady = useIsReady();
  return (
    <time dateTime={at} className={className}>
      {isReady ? clockOf(at) : ""}
    </time>
  );
}
