import { holds } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { createPageContext } from "../../../auth/page-context.ts";
import {
  collectionSearchPath,
  readCollectionSearch,
  toCollectionInput,
} from "../../../features/admin/collections/collection-search.ts";
import { CollectionsView } from "../../../features/admin/collections/collections-view.tsx";
import { LIST_LIMIT } from "../../../features/admin/shell/list-search.ts";
import { asStaff } from "../as-staff.ts";
import { readParams, type SearchParams } from "../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminCollections")("title") };
}

export default async function CollectionsPage({ searchParams }: { searchParams: SearchParams }) {
  const search = readCollectionSearch(await readParams(searchParams));
  const first = await asStaff(collectionSearchPath(search), ({ admin }) =>
    admin.collections.list({ ...toCollectionInput(search), limit: LIST_LIMIT }),
  );
  const { actor } = await createPageContext();
  const mayWrite = actor.kind === "user" && holds(actor.role, "products:write");
  return (
    <ClientMessages areas={["adminCollections"]}>
      <CollectionsView search={search} initial={first} mayWrite={mayWrite} />
    </ClientMessages>
  );
}
