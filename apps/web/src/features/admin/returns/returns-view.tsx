"use client";

import { ReturnState } from "@cartwright/contracts/orders";
import type { AdminReturnPage } from "@cartwright/contracts/returns";
import { listFilePath } from "@cartwright/contracts/list-files";
import { useTranslations } from "@cartwright/messages/use-translations";
import { getQueryKey } from "@trpc/react-query";
import { api } from "../../../trpc/react.tsx";
import { ChipChoice } from "../shell/chip-choice.tsx";
import { ListHeader } from "../shell/list-header.tsx";
import { ListPane } from "../shell/list-pane.tsx";
import { SearchBox } from "../shell/search-box.tsx";
import { useAdminList } from "../shell/use-admin-list.ts";
import { type ReturnSearch, returnSearchPath, toReturnInput } from "./return-search.ts";
import { ReturnTable } from "./return-table.tsx";

interface ReturnsViewProps {
  search: ReturnSearch;
  initial: AdminReturnPage;
}

/** Returns by state: the ones to decide and to receive are work. Each is decided and received on its order's page. */
export function ReturnsView({ search: asked, initial }: ReturnsViewProps) {
  const t = useTranslations("adminReturns");
  const { client } = api.useUtils();
  const adminList = useAdminList({
    key: getQueryKey(api.admin.returns.list),
    asked,
    initial,
    pathOf: returnSearchPath,
    read: (wanted, page, signal) => client.admin.returns.list.query({ ...toReturnInput(wanted), ...page }, { signal }),
  });
  const { search, setSearch, list, body } = adminList;
  return (
    <div className="grid gap-4">
      <ListHeader title={t("title")} exportPath={listFilePath("returns", toReturnInput(search))} />
      <SearchBox label={t("search")} adminList={adminList} />
      <ChipChoice
        legend={t("filter")}
        group="state"
        options={ReturnState.options.map((state) => ({ value: state, label: t(`view.${state}`) }))}
        value={search.state}
        onChange={(state) => setSearch({ ...search, state })}
      />
      <ListPane
        list={list}
        countText={t("count", { count: list.items.length })}
        empty={t(search.query === "" ? `empty.${search.state}` : "empty.search")}
      >
        <ReturnTable returns={list.items} body={body} />
      </ListPane>
    </div>
  );
}
