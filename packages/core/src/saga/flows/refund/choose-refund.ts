import type { RefundChoice } from "@cartwright/contracts/refunds";
import { getTranslations } from "@cartwright/messages/get-translations";
import { AppError } from "../../../kernel/app-error.ts";
import { allocateRefund, type RefundableOrder, type RefundAllocation } from "../../../pricing/allocate-refund.ts";

/** Allocates a chosen refund. Throws `invalid_input` that says how much is left of each field that asks for too much. */
export function chooseRefund(order: RefundableOrder, choice: RefundChoice): RefundAllocation {
  const { lines = [], shippingMinor, amountMinor } = choice;
  const allocation = allocateRefund(order, { lines, shippingMinor, amountMinor });
  if (!allocation.problems) return allocation;
  const t = getTranslations("fieldProblems");
  const fields = Object.fromEntries(
    allocation.problems.map(({ field, max }) => [field, max === null ? t("choice") : t("number.large", { max })]),
  );
  throw new AppError("invalid_input", { message: getTranslations("errorDetails")("refundTooLarge"), fields });
}
