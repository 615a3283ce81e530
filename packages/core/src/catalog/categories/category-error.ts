import { violatedConstraint } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { fieldError } from "../../kernel/field-error.ts";

/** What an error of writing a category means: `invalid_input` for a slug that another one has or once had. Others stay as they are. */
export function toCategoryError(error: unknown): unknown {
  const t = getTranslations("fieldProblems");
  switch (violatedConstraint(error)) {
    case "categories_slug_key":
      return fieldError("slug", t("categorySlugTaken"), error);
    case "categories_slug_once":
      return fieldError("slug", t("categorySlugOnce"), error);
    default:
      return error;
  }
}
