"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { useCallback } from "react";

interface Duration {
  readonly unit: "milliseconds" | "seconds" | "minutes" | "hours" | "days";
  readonly value: string;
}

/** Milliseconds in the unit that reads best: `85 ms`, `2.4 s`, `3 min`, `2 h`, `4 days`. */
export function splitDuration(ms: number): Duration {
  if (ms < 1_000) return { unit: "milliseconds", value: String(Math.round(ms)) };
  if (ms < 60_000) return { unit: "seconds", value: (ms / 1_000).toFixed(ms < 9_950 ? 1 : 0) };
  if (ms < 3_600_000) return { unit: "minutes", value: String(Math.round(ms / 60_000)) };
  if (ms < 172_800_000) return { unit: "hours", value: String(Math.round(ms / 3_600_000)) };
  return { unit: "days", value: String(Math.round(ms / 86_400_000)) };
}

export function useDuration(): (ms: number) => string {
  const t = useTranslations("admin");
  return useCallback(
    (ms) => {
      const { unit, value } = splitDuration(ms);
      return t(`duration.${unit}`, { value });
    },
    [t],
  );
}
