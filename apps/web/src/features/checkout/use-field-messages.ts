"use client";

import { useTranslations } from "@cartwright/messages/use-translations";
import type { FieldMessages } from "./read-form.ts";

/** What to say about each required field of the checkout that is empty or refused. */
export function useFieldMessages(): FieldMessages {
  const t = useTranslations("checkout");
  const address = useTranslations("address");
  return {
    email: t("emailInvalid"),
    "shippingAddress.name": address("invalid.name"),
    "shippingAddress.line1": address("invalid.line1"),
    "shippingAddress.city": address("invalid.city"),
    "shippingAddress.postalCode": address("invalid.postalCode"),
    "shippingAddress.country": address("invalid.country"),
  };
}
