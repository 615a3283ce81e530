"use client";

import { useExactTime } from "../shell/timestamp.tsx";

/** A time on paper, where "5 min ago" says nothing. */
export function PrintedTime({ at }: { at: string }) {
  const exact = useExactTime();
  return <time dateTime={at}>{exact(at)}</time>;
}
