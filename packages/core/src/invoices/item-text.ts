import type { DocumentItem } from "@cartwright/contracts/invoices";
import { type Currency, formatMoney } from "@cartwright/contracts/money";
import { fullTitle } from "@cartwright/contracts/only-variant";
import { getTranslations } from "@cartwright/messages/get-translations";

/** What a row is called. */
export function itemTitle(item: DocumentItem): string {
  const t = getTranslations("invoices");
  if (item.kind === "adjustment") return t("adjustment");
  if (item.kind === "shipping") return t("shipping", { method: item.title });
  return fullTitle(item);
}

/** What stands below it. */
export function itemDetails({ sku, discountMinor }: DocumentItem, currency: Currency): string[] {
  const t = getTranslations("invoices");
  return [
    ...(sku === null ? [] : [t("sku", { sku })]),
    ...(discountMinor > 0 ? [t("discount", { amount: `−${formatMoney(discountMinor, currency)}` })] : []),
  ];
}
