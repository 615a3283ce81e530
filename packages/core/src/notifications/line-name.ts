import { isOnlyVariant } from "@cartwright/contracts/only-variant";
import type { getTranslations } from "@cartwright/messages/get-translations";

interface NamedUnits {
  readonly title: string;
  readonly variantTitle: string;
  readonly quantity: number;
}

/** How a mail names some units of a line. */
export function lineName(
  { title, variantTitle: variant, quantity }: NamedUnits,
  t: ReturnType<typeof getTranslations<"mails">>,
) {
  return isOnlyVariant(variant)
    ? t("order.line", { quantity, title })
    : t("order.lineVariant", { quantity, title, variant });
}
