"use client";

import type { LedgerBalances } from "@cartwright/contracts/ledger";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Fact } from "../shell/fact.tsx";
import { Panel } from "../shell/panel.tsx";
import { signedMoney } from "./signed-money.ts";

const dayFormat = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const dayText = (day: string) => dayFormat.format(new Date(`${day}T00:00:00Z`));

interface BalancesPanelProps {
  balances: LedgerBalances;
  order: string | null;
}

/** The sum of each account, for a period or for an order. */
export function BalancesPanel({ balances: { period, accounts, isComplete }, order }: BalancesPanelProps) {
  const t = useTranslations("adminPayments");
  const title = period
    ? t("ledger.balances", { from: dayText(period.from), to: dayText(period.to) })
    : t("ledger.balancesOf", { order: order ?? "" });
  return (
    <Panel title={title}>
      {accounts.length === 0 ? <p className="text-muted">{t("ledger.noBalances")}</p> : null}
      <dl className="grid grid-cols-2 gap-4 md:grid-cols-5">
        {accounts.map(({ account, currency, amountMinor }) => (
          <Fact key={`${account} ${currency}`} name={t(`account.${account}`)}>
            <span className="figures">{signedMoney(amountMinor, currency)}</span>
          </Fact>
        ))}
      </dl>
      {isComplete ? null : <p className="pt-3 text-xs text-muted">{t("ledger.partly")}</p>}
    </Panel>
  );
}
