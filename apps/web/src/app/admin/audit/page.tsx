import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { auditSearchPath, readAuditSearch, toAuditInput } from "../../../features/admin/audit/audit-search.ts";
import { AuditView } from "../../../features/admin/audit/audit-view.tsx";
import { LIST_LIMIT } from "../../../features/admin/shell/list-search.ts";
import { asStaff } from "../as-staff.ts";
import { readParams, type SearchParams } from "../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminAudit")("title") };
}

export default async function AuditLogPage({ searchParams }: { searchParams: SearchParams }) {
  const search = readAuditSearch(await readParams(searchParams));
  const [first, choices] = await asStaff(auditSearchPath(search), async ({ admin }) => {
    const { timeZone } = await admin.settings.time();
    const input = { ...toAuditInput(search, timeZone), limit: LIST_LIMIT };
    return Promise.all([admin.audit.list(input), admin.audit.choices()]);
  });
  return (
    <ClientMessages areas={["adminAudit"]}>
      <AuditView search={search} initial={first} choices={choices} />
    </ClientMessages>
  );
}
