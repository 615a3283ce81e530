"use client";

import type { AuditChoices, AuditPage } from "@cartwright/contracts/admin-audit";
import { listFilePath } from "@cartwright/contracts/list-files";
import { useTranslations } from "@cartwright/messages/use-translations";
import { getQueryKey } from "@trpc/react-query";
import { api } from "../../../trpc/react.tsx";
import { AuditFilters } from "./audit-filters.tsx";
import { type AuditSearch, auditSearchPath, toAuditInput } from "./audit-search.ts";
import { AuditTable } from "./audit-table.tsx";
import { ListHeader } from "../shell/list-header.tsx";
import { ListPane } from "../shell/list-pane.tsx";
import { useTimeZone } from "../shell/shop-time.tsx";
import { useAdminList } from "../shell/use-admin-list.ts";

interface AuditViewProps {
  search: AuditSearch;
  initial: AuditPage;
  choices: AuditChoices;
}

/** The audit log: filters, expandable rows and CSV export. */
export function AuditView({ search: asked, initial, choices }: AuditViewProps) {
  const t = useTranslations("adminAudit");
  const timeZone = useTimeZone();
  const { client } = api.useUtils();
  const adminList = useAdminList({
    key: getQueryKey(api.admin.audit.list),
    asked,
    initial,
    pathOf: auditSearchPath,
    read: (wanted, page, signal) =>
      client.admin.audit.list.query({ ...toAuditInput(wanted, timeZone), ...page }, { signal }),
  });
  const { search, setSearch, list, body } = adminList;
  return (
    <div className="grid gap-4">
      <ListHeader title={t("title")} exportPath={listFilePath("audit", toAuditInput(search, timeZone))} />
      <AuditFilters adminList={adminList} choices={choices} />
      <ListPane list={list} countText={t("count", { count: list.items.length })} empty={t("empty")}>
        <AuditTable entries={list.items} body={body} onNarrow={(part) => setSearch({ ...search, ...part })} />
      </ListPane>
    </div>
  );
}
