import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../../kernel/app-error.ts";
import {
  allocateRefund,
  type RefundableOrder,
  type RefundAllocation,
  type RefundChoice,
} from "../../../pricing/allocate-refund.ts";

/** What is to go back: lines, shipping, or an amount. */
type ChosenParts = Omit<RefundChoice, "lines"> & { readonly lines?: RefundChoice["lines"] | undefined };

/** Allocates a chosen refund. Throws `invalid_input` that says how much is left of each field that asks for too much. */
export function chooseRefund(order: RefundableOrder, choice: ChosenParts): RefundAllocation {
  const { lines = [], ...rest } = choice;
  const allocation = allocateRefund(order, { lines, ...rest });
  if (!allocation.problems) return allocation;
  const t = getTranslations("fieldProblems");
  const fields = Object.fromEntries(
    allocation.problems.map(({ field, max }) => [field, max === null ? t("choice") : t("number.large", { max })]),
  );
  throw new AppError("invalid_input", { message: getTranslations("errorDetails")("refundTooLarge"), fields });
}
