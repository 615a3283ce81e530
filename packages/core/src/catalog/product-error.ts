import { violatedConstraint } from "@cartwright/db/transaction";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../kernel/app-error.ts";
import { fieldError } from "../kernel/field-error.ts";

/**
 * What an error of writing a product means: `sku_taken`, or `invalid_input` (no such category; two variants for sale with the same
 * values; a slug that another product has or once had). Any other error stays as it is.
 */
export function toProductError(error: unknown): unknown {
  const t = getTranslations("fieldProblems");
  switch (violatedConstraint(error)) {
    case "variants_sku":
      return new AppError("sku_taken", { cause: error });
    case "products_slug_key":
      return fieldError("slug", t("slugTaken"), error);
    case "products_slug_once":
      return fieldError("slug", t("slugOnce"), error);
    case "products_category_id_fkey":
      return new AppError("invalid_input", { fields: { categoryId: t("category") }, cause: error });
    case "variants_options_once": {
      const message = t("variantValues");
      return new AppError("invalid_input", { message, fields: { variants: message }, cause: error });
    }
    default:
      return error;
  }
}
