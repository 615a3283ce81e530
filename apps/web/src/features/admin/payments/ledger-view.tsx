"use client";

import { LedgerAccount, type LedgerBalances, type LedgerPage } from "@cartwright/contracts/ledger";
import { useTranslations } from "@cartwright/messages/use-translations";
import { keepPreviousData } from "@tanstack/react-query";
import { getQueryKey } from "@trpc/react-query";
import { useState } from "react";
import { Button } from "@cartwright/ui/button";
import { api } from "../../../trpc/react.tsx";
import { ChipChoice } from "../shell/chip-choice.tsx";
import { ListPane } from "../shell/list-pane.tsx";
import { SearchBox } from "../shell/search-box.tsx";
import { useAdminList } from "../shell/use-admin-list.ts";
import { BalancesPanel } from "./balances-panel.tsx";
import { ledgerPath, type LedgerSearch, orderOf, toLedgerInput } from "./ledger-search.ts";
import { LedgerTable } from "./ledger-table.tsx";
import { PaymentsHeader } from "./payments-header.tsx";
import { TotalsDialog } from "./totals-dialog.tsx";

interface LedgerViewProps {
  search: LedgerSearch;
  initial: LedgerPage;
  balances: LedgerBalances;
}

/** The ledger by order and by account, its balances, and the daily totals for the bookkeeper. */
export function LedgerView({ search: asked, initial, balances: first }: LedgerViewProps) {
  const t = useTranslations("adminPayments");
  const { client } = api.useUtils();
  const [isExporting, setExporting] = useState(false);
  const adminList = useAdminList({
    key: getQueryKey(api.admin.payments.ledger),
    asked,
    initial,
    pathOf: ledgerPath,
    read: (wanted, page, signal) =>
      client.admin.payments.ledger.query({ ...toLedgerInput(wanted), ...page }, { signal }),
  });
  const { search, setSearch, list, body } = adminList;
  const order = orderOf(search);
  const isAsked = orderOf(asked) === order;
  const { data: balances = first } = api.admin.payments.balances.useQuery(order ? { order } : {}, {
    placeholderData: keepPreviousData,
    ...(isAsked ? { initialData: first } : {}),
  });
  return (
    <div className="grid gap-4">
      <PaymentsHeader here="ledger" />
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
        <p className="max-w-prose text-sm text-ink-soft">{t("ledger.intro")}</p>
        <Button variant="secondary" size="sm" onClick={() => setExporting(true)}>
          {t("totals.label")}
        </Button>
      </div>
      <div className="grid gap-1">
        <SearchBox label={t("ledger.order")} adminList={adminList} />
        {order === undefined ? <p className="text-xs text-muted">{t("ledger.orderWrong")}</p> : null}
      </div>
      <ChipChoice
        legend={t("ledger.accounts")}
        group="account"
        options={(["", ...LedgerAccount.options] as const).map((account) => ({
          value: account,
          label: account === "" ? t("ledger.allAccounts") : t(`account.${account}`),
        }))}
        value={search.account}
        onChange={(account) => setSearch({ ...search, account })}
      />
      <BalancesPanel balances={balances} order={order ?? null} />
      <ListPane list={list} countText={t("ledger.count", { count: list.items.length })} empty={t("ledger.empty")}>
        <LedgerTable rows={list.items} body={body} />
      </ListPane>
      {isExporting ? (
        <TotalsDialog period={first.period ?? balances.period} onClose={() => setExporting(false)} />
      ) : null}
    </div>
  );
}
