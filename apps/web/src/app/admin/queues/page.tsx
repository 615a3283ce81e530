import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import {
  deadLetterPath,
  readDeadLetterSearch,
  toDeadLetterInput,
} from "../../../features/admin/dead-letters/dead-letter-search.ts";
import { DeadLettersView } from "../../../features/admin/dead-letters/dead-letters-view.tsx";
import { LIST_LIMIT } from "../../../features/admin/shell/list-search.ts";
import { asStaff } from "../as-staff.ts";
import { readParams, type SearchParams } from "../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminDeadLetters")("title") };
}

export default async function DeadLettersPage({ searchParams }: { searchParams: SearchParams }) {
  const search = readDeadLetterSearch(await readParams(searchParams));
  const first = await asStaff(deadLetterPath(search), ({ admin }) =>
    admin.deadLetters.list({ ...toDeadLetterInput(search), limit: LIST_LIMIT }),
  );
  return (
    <ClientMessages areas={["adminDeadLetters"]}>
      <DeadLettersView search={search} initial={first} />
    </ClientMessages>
  );
}
