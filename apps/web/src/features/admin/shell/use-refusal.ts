"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import { reasonOf } from "../../../trpc/failure.ts";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";

/** Why a change was refused, and what to do when someone else was first. Null without an error. */
export function useRefusal(): (error: unknown) => string | null {
  const t = useTranslations("admin");
  const errorMessage = useErrorMessage();
  return (error) => {
    if (!error) return null;
    return reasonOf(error) === "stale_write" ? `${errorMessage(error)} ${t("reopen")}` : errorMessage(error);
  };
}
