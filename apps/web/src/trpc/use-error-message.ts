"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { useCallback } from "react";
import { serverMessageOf } from "./failure.ts";

/** Turns a failed call into a message for a person: the server's own, or that there was no response. */
export function useErrorMessage(): (error: unknown) => string {
  const t = useTranslations("common");
  return useCallback((error) => serverMessageOf(error) ?? t("unavailable"), [t]);
}
