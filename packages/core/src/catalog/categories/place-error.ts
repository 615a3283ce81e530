import { CATEGORY_LEVELS_MAX, SUBCATEGORIES_MAX } from "@cartwright/contracts/categories";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { AppError } from "../../kernel/app-error.ts";
import { fieldError } from "../../kernel/field-error.ts";
import type { PlaceProblem } from "./category-place.ts";

/** A place that a category may not have, at the field that names it. */
export function placeError(problem: PlaceProblem): AppError {
  const t = getTranslations("fieldProblems");
  switch (problem) {
    case "parentGone":
      return fieldError("parentId", t("category"));
    case "belowItself":
      return fieldError("parentId", t("categoryBelowItself"));
    case "tooDeep":
      return fieldError("parentId", t("categoryTooDeep", { max: CATEGORY_LEVELS_MAX }));
    case "full":
      return fieldError("parentId", t("subcategoriesMax", { max: SUBCATEGORIES_MAX }));
    case "siblingGone":
      return fieldError("beforeId", t("categorySiblingGone"));
  }
}
