import { DESCRIPTION_LENGTH_MAX } from "@cartwright/contracts/catalog";
import { getTranslations } from "@cartwright/messages/get-translations";
import { fieldError } from "../kernel/field-error.ts";
import { toSafeHtml } from "./safe-html.ts";

/** A description in the form that is stored. Throws `invalid_input` when it outgrows its limit there. */
export function storedDescription(typed: string): string {
  const description = toSafeHtml(typed);
  if (description.length <= DESCRIPTION_LENGTH_MAX) return description;
  const message = getTranslations("errorDetails")("descriptionMax", { max: DESCRIPTION_LENGTH_MAX });
  throw fieldError("description", message);
}
