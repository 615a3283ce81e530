import { ImportId } from "@cartwright/contracts/ids";
import { isImportEnded } from "@cartwright/contracts/product-imports";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { importPath, IMPORTS_PATH } from "../../../../features/admin/imports/import-path.ts";
import { ImportsView } from "../../../../features/admin/imports/imports-view.tsx";
import { LIST_LIMIT } from "../../../../features/admin/shell/list-search.ts";
import { asStaff } from "../../as-staff.ts";
import { readParams, type SearchParams } from "../../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminImports")("title") };
}

export default async function ImportPage({ searchParams }: { searchParams: SearchParams }) {
  const asked = (await readParams(searchParams)).get("import");
  const chosen = asked === null ? null : ImportId.safeParse(asked);
  if (chosen?.success === false) notFound();
  const chosenId = chosen?.data ?? null;
  const path = chosenId === null ? IMPORTS_PATH : importPath(chosenId);
  const [list, first] = await asStaff(path, async ({ admin }) => {
    const page = await admin.imports.list({ limit: LIST_LIMIT });
    const open = page.items.find(({ state }) => state !== "uploading" && !isImportEnded(state));
    const importId = chosenId ?? open?.id;
    return [page, importId === undefined ? null : await admin.imports.get({ importId })] as const;
  });
  return (
    <ClientMessages areas={["adminImports", "adminProducts"]}>
      <ImportsView initial={list} chosen={chosenId} first={first} />
    </ClientMessages>
  );
}
