import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { readReturnSearch, returnSearchPath, toReturnInput } from "../../../features/admin/returns/return-search.ts";
import { ReturnsView } from "../../../features/admin/returns/returns-view.tsx";
import { LIST_LIMIT } from "../../../features/admin/shell/list-search.ts";
import { asStaff } from "../as-staff.ts";
import { readParams, type SearchParams } from "../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminReturns")("title") };
}

export default async function ReturnsPage({ searchParams }: { searchParams: SearchParams }) {
  const search = readReturnSearch(await readParams(searchParams));
  const first = await asStaff(returnSearchPath(search), ({ admin }) =>
    admin.returns.list({ ...toReturnInput(search), limit: LIST_LIMIT }),
  );
  return (
    <ClientMessages areas={["adminReturns"]}>
      <ReturnsView search={search} initial={first} />
    </ClientMessages>
  );
}
