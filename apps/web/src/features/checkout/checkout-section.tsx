import { useTranslations } from "@cartwright/messages/use-translations";
import type { ReactNode } from "react";

/** One numbered part of the checkout. */
export function CheckoutSection({
  number,
  title,
  optional = false,
  children,
}: {
  number: number;
  title: string;
  optional?: boolean;
  children: ReactNode;
}) {
  const t = useTranslations("checkout");
  return (
    <section aria-labelledby={`checkout-${number}`} className="grid gap-5 border-t border-line pt-6">
      <h2 id={`checkout-${number}`} className="flex items-baseline gap-3 text-xl">
        <span aria-hidden="true" className="figures text-sm text-muted">
          {number}
        </span>
        {title}
        {optional ? <span className="text-sm font-normal text-muted">{t("optional")}</span> : null}
      </h2>
      {children}
    </section>
  );
}
