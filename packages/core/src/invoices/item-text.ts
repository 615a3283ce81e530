import type { DocumentItem } from "@cartwright/contracts/invoices";
import { type Currency, formatMoney } from "@cartwright/contracts/money";
import { isOnlyVariant } from "@cartwright/contracts/only-variant";
import { getTranslations } from "@cartwright/messages/get-translations";

/** What a row is called. */
export function itemTitle({ kind, title, variantTitle }: DocumentItem): string {
  const t = getTranslations("invoices");
  if (kind === "adjustment") return t("adjustment");
  if (kind === "shipping") return t("shipping", { method: title });
  return isOnlyVariant(variantTitle) ? title : `${title}, ${variantTitle}`;
}

/** What stands below it. */
export function itemDetails({ sku, discountMinor }: DocumentItem, currency: Currency): string[] {
  const t = getTranslations("invoices");
  return [
    ...(sku === null ? [] : [t("sku", { sku })]),
    ...(discountMinor > 0 ? [t("discount", { amount: `−${formatMoney(discountMinor, currency)}` })] : []),
  ];
}
