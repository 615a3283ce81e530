import { type Currency, formatMoney } from "@cartwright/contracts/amounts";
import type { FreeShipping } from "@cartwright/contracts/checkout";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Meter } from "@cartwright/ui/meter";

/** How far the cart is from free shipping, as the server computed it. */
export function FreeShippingProgress({ fromMinor, missingMinor, currency }: FreeShipping & { currency: Currency }) {
  const t = useTranslations("cartLines");
  const isFree = missingMinor === 0;
  return (
    <div className="grid gap-2 text-sm">
      <p className={isFree ? "text-good" : "text-ink-soft"}>
        {isFree ? t("freeShipping") : t("missingForFree", { amount: formatMoney(missingMinor, currency) })}
      </p>
      <Meter end={fromMinor === 0 ? 1 : 1 - missingMinor / fromMinor} className={isFree ? "text-good" : "text-ink"} />
    </div>
  );
}
