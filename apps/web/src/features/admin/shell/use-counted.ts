"use client";

import { TODO_MAX } from "@cartwright/contracts/admin";
import { useTranslations } from "@cartwright/messages/use-translations";
import { useCallback } from "react";

/** A to-do count as text. Counts are capped, so the highest reads "99+". */
export function useCounted(): (count: number) => string {
  const t = useTranslations("admin");
  return useCallback(
    (count) => (count < TODO_MAX ? count.toLocaleString("en") : t("list.moreThan", { count: TODO_MAX - 1 })),
    [t],
  );
}
