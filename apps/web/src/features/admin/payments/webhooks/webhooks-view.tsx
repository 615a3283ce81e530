"use client";

import { InboundOutcome, type InboundWebhookPage } from "@cartwright/contracts/inbound-webhooks";
import { useTranslations } from "@cartwright/messages/use-translations";
import { getQueryKey } from "@trpc/react-query";
import { api } from "../../../../trpc/react.tsx";
import { ChipChoice } from "../../shell/chip-choice.tsx";
import { ListPane } from "../../shell/list-pane.tsx";
import { SearchBox } from "../../shell/search-box.tsx";
import { useAdminList } from "../../shell/use-admin-list.ts";
import { PaymentsHeader } from "../payments-header.tsx";
import { RefusalsPanel } from "./refusals-panel.tsx";
import { orderOf, toWebhookInput, webhookPath, type WebhookSearch } from "./webhook-search.ts";
import { WebhookTable } from "./webhook-table.tsx";

interface WebhooksViewProps {
  search: WebhookSearch;
  initial: InboundWebhookPage;
  mayRepair: boolean;
}

/** What payment providers sent, with its outcome; each can be run again. */
export function InboundWebhooksView({ search: asked, initial, mayRepair }: WebhooksViewProps) {
  const t = useTranslations("adminInboundWebhooks");
  const { client } = api.useUtils();
  const adminList = useAdminList({
    key: getQueryKey(api.admin.payments.webhooks),
    asked,
    initial,
    pathOf: webhookPath,
    read: (wanted, page, signal) =>
      client.admin.payments.webhooks.query({ ...toWebhookInput(wanted), ...page }, { signal }),
  });
  const { search, setSearch, list, body } = adminList;
  return (
    <div className="grid gap-4">
      <PaymentsHeader here="webhooks" />
      <p className="max-w-prose text-sm text-ink-soft">{t("intro")}</p>
      <RefusalsPanel refusals={initial.refusals} />
      <div className="grid gap-1">
        <SearchBox label={t("order")} adminList={adminList} />
        {orderOf(search) === undefined ? <p className="text-xs text-muted">{t("orderWrong")}</p> : null}
      </div>
      <ChipChoice
        legend={t("outcomes")}
        group="outcome"
        options={(["", ...InboundOutcome.options] as const).map((outcome) => ({
          value: outcome,
          label: outcome === "" ? t("anyOutcome") : t(`outcome.${outcome}`),
        }))}
        value={search.outcome}
        onChange={(outcome) => setSearch({ ...search, outcome })}
      />
      <ListPane list={list} countText={t("count", { count: list.items.length })} empty={t("empty")}>
        <WebhookTable rows={list.items} body={body} mayRepair={mayRepair} />
      </ListPane>
    </div>
  );
}
