"use client";

import type { ShopConfig } from "@cartwright/contracts/shop";
import { useTranslations } from "@cartwright/messages/use-translations";
import { RadioCard } from "@cartwright/ui/checkbox";
import { Notice } from "@cartwright/ui/notice";
import { paymentOffer } from "./payment-offer.ts";

interface PaymentChoiceProps {
  config: ShopConfig;
  chosen: string;
  onChoose: (token: string) => void;
}

export function PaymentChoice({ config, chosen, onChoose }: PaymentChoiceProps) {
  const t = useTranslations("checkout");
  const offer = paymentOffer(config);
  if (offer === "api_only") return <Notice>{t("pay.apiOnly")}</Notice>;
  if (offer === "none" || !config.sandboxTokens) return <Notice tone="warn">{t("pay.none")}</Notice>;
  const [first, ...others] = config.sandboxTokens;
  const card = ({ token, label }: (typeof config.sandboxTokens)[number]) => (
    <RadioCard
      key={token}
      name="paymentToken"
      value={token}
      label={label}
      description={t(`testCards.${token}`)}
      checked={token === chosen}
      onChange={() => onChoose(token)}
    />
  );
  return (
    <fieldset className="grid gap-2">
      <legend className="sr-only">{t("pay.testCard")}</legend>
      <Notice className="mb-2">{t("pay.testMode")}</Notice>
      {first ? card(first) : null}
      <details open={others.some(({ token }) => token === chosen)} className="group">
        <summary className="inline-flex min-h-11 items-center gap-2 text-sm text-muted hover:text-ink">
          <span className="group-open:hidden">{t("pay.more")}</span>
          <span className="hidden group-open:inline">{t("pay.fewer")}</span>
        </summary>
        <div className="grid gap-2 pt-2">{others.map(card)}</div>
      </details>
    </fieldset>
  );
}
