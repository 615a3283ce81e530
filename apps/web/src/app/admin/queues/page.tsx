import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import { holds } from "@cartwright/contracts/permissions";
import type { Metadata } from "next";
import { createPageContext } from "../../../auth/page-context.ts";
import {
  deadLetterPath,
  readDeadLetterSearch,
  toDeadLetterInput,
} from "../../../features/admin/dead-letters/dead-letter-search.ts";
import { DeadLettersView } from "../../../features/admin/dead-letters/dead-letters-view.tsx";
import { QueuesPanel } from "../../../features/admin/queues/queues-panel.tsx";
import { LIST_LIMIT } from "../../../features/admin/shell/list-search.ts";
import { asStaff } from "../as-staff.ts";
import { readParams, type SearchParams } from "../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminQueues")("title") };
}

export default async function QueuesPage({ searchParams }: { searchParams: SearchParams }) {
  const search = readDeadLetterSearch(await readParams(searchParams));
  const [queues, first] = await asStaff(deadLetterPath(search), ({ admin }) =>
    Promise.all([admin.queues.overview(), admin.deadLetters.list({ ...toDeadLetterInput(search), limit: LIST_LIMIT })]),
  );
  const { actor } = await createPageContext();
  // Only which buttons are shown; the API asks for the permission again.
  const mayOperate = actor.kind === "user" && holds(actor.role, "queues:operate");
  return (
    <ClientMessages areas={["adminDeadLetters", "adminQueues"]}>
      <div className="grid gap-8">
        <QueuesPanel initial={queues} mayOperate={mayOperate} />
        <DeadLettersView search={search} initial={first} />
      </div>
    </ClientMessages>
  );
}
