import { holds } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { createPageContext } from "../../../../auth/page-context.ts";
import { draftSearchPath, readDraftSearch, toDraftInput } from "../../../../features/admin/drafts/draft-search.ts";
import { DraftsView } from "../../../../features/admin/drafts/drafts-view.tsx";
import { LIST_LIMIT } from "../../../../features/admin/shell/list-search.ts";
import { asStaff } from "../../as-staff.ts";
import { readParams, type SearchParams } from "../../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminDrafts")("title") };
}

export default async function DraftsPage({ searchParams }: { searchParams: SearchParams }) {
  const search = readDraftSearch(await readParams(searchParams));
  const first = await asStaff(draftSearchPath(search), ({ admin }) =>
    admin.drafts.list({ ...toDraftInput(search), limit: LIST_LIMIT }),
  );
  const { actor } = await createPageContext();
  const mayEdit = actor.kind === "user" && holds(actor.role, "orders:edit");
  return (
    <ClientMessages areas={["adminDrafts", "adminOrders"]}>
      <DraftsView search={search} initial={first} mayEdit={mayEdit} />
    </ClientMessages>
  );
}
