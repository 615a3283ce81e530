"use client";

import type { AuditChoices, AuditPage } from "@cartwright/contracts/admin-audit";
import { useTranslations } from "@cartwright/messages/use-translations";
import { Button } from "@cartwright/ui/button";
import { toast } from "@cartwright/ui/toast";
import { getQueryKey } from "@trpc/react-query";
import { api } from "../../../trpc/react.tsx";
import { saveAsFile } from "../../account/save-as-file.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { type AuditSearch, auditSearchPath, toAuditInput } from "./audit-search.ts";
import { AuditTable } from "./audit-table.tsx";
import { ListPane } from "../shell/list-pane.tsx";
import { useTimeZone } from "../shell/shop-time.tsx";
import { useAdminList } from "../shell/use-admin-list.ts";
import { useErrorMessage } from "../../../trpc/use-error-message.ts";

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
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-xl">{t("title")}</h1>
        <ExportButton search={search} />
      </div>
      <AuditFilters adminList={adminList} choices={choices} />
      <ListPane list={list} countText={t("count", { count: list.items.length })} empty={t("empty")}>
        <AuditTable entries={list.items} body={body} onNarrow={(part) => setSearch({ ...search, ...part })} />
      </ListPane>
    </div>
  );
}

/** Exports the filtered log as CSV. */
function ExportButton({ search }: { search: AuditSearch }) {
  const t = useTranslations("adminAudit");
  const errorMessage = useErrorMessage();
  const timeZone = useTimeZone();
  const utils = api.useUtils();
  const take = api.admin.audit.export.useMutation({
    onSuccess: ({ csv, rows, complete }) => {
      saveAsFile("audit-log.csv", csv, "text/csv");
      toast(complete ? t("export.done", { count: rows }) : t("export.partial", { count: rows }));
      void utils.admin.audit.list.invalidate();
    },
    onError: (error) => toast(errorMessage(error), { tone: "bad" }),
  });
  return (
    <Button
      variant="secondary"
      size="sm"
      busy={take.isPending}
      onClick={() => take.mutate(toAuditInput(search, timeZone))}
    >
      {t("export.label")}
    </Button>
  );
}
