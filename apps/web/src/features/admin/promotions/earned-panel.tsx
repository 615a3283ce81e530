import { formatMoney } from "@cartwright/contracts/amounts";
import type { AdminPromotion } from "@cartwright/contracts/promotions";
import { useTranslations } from "@cartwright/messages/use-translations";
import { buttonClass } from "@cartwright/ui/button-class";
import Link from "next/link";
import { Fact } from "../shell/fact.tsx";
import { EmptyPanel, Panel } from "../shell/panel.tsx";
import { Timestamp } from "../shell/timestamp.tsx";

/** Uses, the discount they gave, and the sales they made. */
export function EarnedPanel({ promotion }: { promotion: AdminPromotion }) {
  const t = useTranslations("adminPromotions");
  const { used, usageLimit, discountMinor, salesMinor, currency, method } = promotion;
  return (
    <Panel title={t("panel.earned")}>
      <div className="grid gap-4">
        <dl className="figures grid grid-cols-3 gap-4">
          <Fact name={t("earned.uses")}>{usageLimit === null ? used : t("usesOf", { used, limit: usageLimit })}</Fact>
          <Fact name={t("earned.discount")}>{formatMoney(discountMinor, currency)}</Fact>
          <Fact name={t("earned.sales")}>{formatMoney(salesMinor, currency)}</Fact>
        </dl>
        <p className="text-xs text-muted">{t("earned.salesHint")}</p>
        {method === "codes" ? (
          <Link
            href={`/admin/promotions/${promotion.id}/codes`}
            prefetch={false}
            className={buttonClass({ size: "sm", variant: "secondary" })}
          >
            {t("codes.link")}
          </Link>
        ) : null}
      </div>
    </Panel>
  );
}

/** The newest orders that use it. */
export function UsesPanel({ promotion: { uses, currency } }: { promotion: AdminPromotion }) {
  const t = useTranslations("adminPromotions");
  return (
    <Panel title={t("panel.uses")} flush>
      {uses.length === 0 ? (
        <EmptyPanel>{t("earned.none")}</EmptyPanel>
      ) : (
        <ul className="grid">
          {uses.map(({ number, at, discountMinor, totalMinor }) => (
            <li key={number} className="grid gap-0.5 border-t border-line px-4 py-2 first:border-t-0">
              <span className="flex justify-between gap-4">
                <Link
                  href={`/admin/orders/${number}`}
                  prefetch={false}
                  className="link-alone rounded-sm underline underline-offset-4"
                >
                  {number}
                </Link>
                <Timestamp at={at} className="text-muted" />
              </span>
              <span className="figures text-xs text-muted">
                {t("earned.of", {
                  discount: formatMoney(discountMinor, currency),
                  total: formatMoney(totalMinor, currency),
                })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
