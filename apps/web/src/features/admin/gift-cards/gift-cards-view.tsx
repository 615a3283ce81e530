"use client";

import { type AdminGiftCardPage, GiftCardState } from "@cartwright/contracts/admin-gift-cards";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { getQueryKey } from "@trpc/react-query";
import { useState } from "react";
import { api } from "../../../trpc/react.tsx";
import { ChipChoice } from "../shell/chip-choice.tsx";
import { ListHeader } from "../shell/list-header.tsx";
import { ListPane } from "../shell/list-pane.tsx";
import { SearchBox } from "../shell/search-box.tsx";
import { useAdminList } from "../shell/use-admin-list.ts";
import { type GiftCardSearch, giftCardSearchPath, toGiftCardInput } from "./gift-card-search.ts";
import { GiftCardTable } from "./gift-card-table.tsx";
import { IssueGiftCard } from "./issue-gift-card.tsx";

interface GiftCardsViewProps {
  search: GiftCardSearch;
  initial: AdminGiftCardPage;
  mayIssue: boolean;
}

/** Gift cards, newest first, and the way to issue one. */
export function GiftCardsView({ search: asked, initial, mayIssue }: GiftCardsViewProps) {
  const t = useTranslations("adminGiftCards");
  const utils = api.useUtils();
  const [isIssuing, setIssuing] = useState(false);
  const adminList = useAdminList({
    key: getQueryKey(api.admin.giftCards.list),
    asked,
    initial,
    pathOf: giftCardSearchPath,
    read: (wanted, page, signal) =>
      utils.client.admin.giftCards.list.query({ ...toGiftCardInput(wanted), ...page }, { signal }),
  });
  const { search, setSearch, list, body } = adminList;
  return (
    <div className="grid gap-4">
      <ListHeader title={t("title")}>
        {mayIssue ? (
          <Button size="sm" onClick={() => setIssuing(true)}>
            {t("issue")}
          </Button>
        ) : null}
      </ListHeader>
      <p className="max-w-prose text-sm text-muted">{t("intro")}</p>
      <SearchBox label={t("search")} adminList={adminList} />
      <ChipChoice
        legend={t("state")}
        group="state"
        options={[
          { value: "all" as const, label: t("all") },
          ...GiftCardState.options.map((state) => ({ value: state, label: t(`states.${state}`) })),
        ]}
        value={search.state}
        onChange={(state) => setSearch({ ...search, state })}
      />
      <ListPane
        list={list}
        countText={t("count", { count: list.items.length })}
        empty={t(search.query === "" && search.state === "all" ? "empty" : "noMatch")}
      >
        <GiftCardTable cards={list.items} body={body} />
      </ListPane>
      {isIssuing ? (
        <IssueGiftCard
          onClose={() => setIssuing(false)}
          onIssued={() => void utils.admin.giftCards.list.invalidate()}
        />
      ) : null}
    </div>
  );
}
