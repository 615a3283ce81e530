"use client";

import { TODO_MAX } from "@cartwright/contracts/admin";
import { useTranslations } from "@cartwright/messages/use-translations";
import { useCallback } from "react";

/** A number of what is to do as text. The largest stands for itself and all that are higher: "99+". */
export function useCounted(): (count: number) => string {
  const t = useTranslations("admin");
  return useCallback(
    (count) => (count < TODO_MAX ? count.toLocaleString("en") : t("list.moreThan", { count: TODO_MAX - 1 })),
    [t],
  );
}
