"use client";

import type { AuditChoices, AuditPage } from "@cartwright/contracts/admin-audit";
import { Button } from "@cartwright/ui/button";
import { toast } from "@cartwright/ui/toast";
import { getQueryKey } from "@trpc/react-query";
import { messageOf } from "../../../trpc/failure.ts";
import { api } from "../../../trpc/react.tsx";
import { saveAsFile } from "../../account/save-as-file.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { type AuditSearch, auditSearchPath, toAuditInput } from "./audit-search.ts";
import { AuditTable } from "./audit-table.tsx";
import { ListPane } from "../shell/list-pane.tsx";
import { useDeskList } from "../shell/use-admin-list.ts";

interface AuditViewProps {
  search: AuditSearch;
  initial: AuditPage;
  choices: AuditChoices;
}

/** Who did what: narrowed, opened row by row, and taken along as a table. */
export function AuditView({ search: asked, initial, choices }: AuditViewProps) {
  const { client } = api.useUtils();
  const desk = useDeskList({
    key: getQueryKey(api.admin.audit.list),
    asked,
    initial,
    pathOf: auditSearchPath,
    read: (wanted, page, signal) => client.admin.audit.list.query({ ...toAuditInput(wanted), ...page }, { signal }),
  });
  const { search, setSearch, list, body } = desk;
  return (
    <div className="grid gap-4">
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-xl">Audit log</h1>
        <ExportButton search={search} />
      </div>
      <AuditFilters desk={desk} choices={choices} />
      <ListPane list={list} noun="entries" nothing="No entries match. Enter e-mail addresses and targets in full.">
        <AuditTable entries={list.items} body={body} onNarrow={(part) => setSearch({ ...search, ...part })} />
      </ListPane>
    </div>
  );
}

/** Takes what the log is narrowed to along as CSV. */
function ExportButton({ search }: { search: AuditSearch }) {
  const utils = api.useUtils();
  const take = api.admin.audit.export.useMutation({
    onSuccess: ({ csv, rows, complete }) => {
      saveAsFile("audit-log.csv", csv, "text/csv");
      toast(
        complete ? `${rows} entries exported` : `The newest ${rows} entries exported; narrow the log for older ones`,
      );
      void utils.admin.audit.list.invalidate();
    },
    onError: (error) => toast(messageOf(error), { tone: "bad" }),
  });
  return (
    <Button variant="secondary" size="sm" busy={take.isPending} onClick={() => take.mutate(toAuditInput(search))}>
      Export CSV
    </Button>
  );
}
