"use client";

import type { AdminCollectionPage } from "@cartwright/contracts/collections";
import { useTranslations } from "@cartwright/messages/use-translations";
import { buttonClass } from "@cartwright/ui/button-class";
import { getQueryKey } from "@trpc/react-query";
import Link from "next/link";
import type { z } from "zod";
import { api } from "../../../trpc/react.tsx";
import { ListPane } from "../shell/list-pane.tsx";
import { SearchBox } from "../shell/search-box.tsx";
import { useAdminList } from "../shell/use-admin-list.ts";
import { type CollectionSearch, collectionSearchPath, toCollectionInput } from "./collection-search.ts";
import { CollectionTable } from "./collection-table.tsx";

interface CollectionsViewProps {
  search: CollectionSearch;
  initial: z.infer<typeof AdminCollectionPage>;
  mayWrite: boolean;
}

/** All collections: search and keyboard navigation. */
export function CollectionsView({ search: asked, initial, mayWrite }: CollectionsViewProps) {
  const t = useTranslations("adminCollections");
  const { client } = api.useUtils();
  const adminList = useAdminList({
    key: getQueryKey(api.admin.collections.list),
    asked,
    initial,
    pathOf: collectionSearchPath,
    read: (wanted, page, signal) =>
      client.admin.collections.list.query({ ...toCollectionInput(wanted), ...page }, { signal }),
  });
  const { list, body } = adminList;
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-xl">{t("title")}</h1>
        {mayWrite ? (
          <Link href="/admin/collections/new" prefetch={false} className={buttonClass({ size: "sm" })}>
            {t("new.link")}
          </Link>
        ) : null}
      </div>
      <search aria-label={t("title")} className="flex">
        <SearchBox label={t("search")} adminList={adminList} />
      </search>
      <ListPane list={list} countText={t("count", { count: list.items.length })} empty={t("empty")}>
        <CollectionTable collections={list.items} body={body} />
      </ListPane>
    </div>
  );
}
