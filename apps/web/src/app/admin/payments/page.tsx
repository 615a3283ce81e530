import { holds } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { createPageContext } from "../../../auth/page-context.ts";
import { findingPath, readFindingSearch, toFindingInput } from "../../../features/admin/payments/finding-search.ts";
import { FindingsView } from "../../../features/admin/payments/findings-view.tsx";
import { LIST_LIMIT } from "../../../features/admin/shell/list-search.ts";
import { asStaff } from "../as-staff.ts";
import { readParams, type SearchParams } from "../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminPayments")("title") };
}

export default async function PaymentsPage({ searchParams }: { searchParams: SearchParams }) {
  const search = readFindingSearch(await readParams(searchParams));
  const first = await asStaff(findingPath(search), ({ admin }) =>
    admin.payments.findings({ ...toFindingInput(search), limit: LIST_LIMIT }),
  );
  const { actor } = await createPageContext();
  // Only whether the buttons are shown; the API asks for the permission again.
  const mayRepair = actor.kind === "user" && holds(actor.role, "payments:repair");
  return (
    <ClientMessages areas={["adminPayments"]}>
      <FindingsView search={search} initial={first} mayRepair={mayRepair} />
    </ClientMessages>
  );
}
