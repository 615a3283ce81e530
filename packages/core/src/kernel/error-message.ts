import type { ErrorReason } from "@cartwright/contracts/error-codes";
import { getTranslations } from "@cartwright/messages/get-translations";

/** The message for a person of a reason of the table of error codes. */
export function errorMessage(reason: ErrorReason): string {
  return getTranslations("errors")(reason);
}
