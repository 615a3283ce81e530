import type { Metadata } from "next";
import { auditSearchPath, readAuditSearch, toAuditInput } from "../../../features/admin/audit/audit-search.ts";
import { AuditView } from "../../../features/admin/audit/audit-view.tsx";
import { LIST_LIMIT } from "../../../features/admin/shell/list-search.ts";
import { asStaff } from "../as-staff.ts";
import { readParams, type SearchParams } from "../read-params.ts";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { title: "Audit log" };

export default async function AuditLogPage({ searchParams }: { searchParams: SearchParams }) {
  const search = readAuditSearch(await readParams(searchParams));
  const [first, choices] = await asStaff(auditSearchPath(search), ({ admin }) =>
    Promise.all([admin.audit.list({ ...toAuditInput(search), limit: LIST_LIMIT }), admin.audit.choices()]),
  );
  return <AuditView search={search} initial={first} choices={choices} />;
}
