"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import type { FieldMessages } from "./read-form.ts";

/** What to say about the fields that every country has in the same words. */
export function useFieldMessages(): FieldMessages {
  const t = useTranslations("checkout");
  const address = useTranslations("address");
  return { email: t("emailInvalid"), "shippingAddress.country": address("missingCountry") };
}
