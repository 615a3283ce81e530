import { holds } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { createPageContext } from "../../../../auth/page-context.ts";
import {
  readWebhookSearch,
  toWebhookInput,
  webhookPath,
} from "../../../../features/admin/payments/webhooks/webhook-search.ts";
import { InboundWebhooksView } from "../../../../features/admin/payments/webhooks/webhooks-view.tsx";
import { LIST_LIMIT } from "../../../../features/admin/shell/list-search.ts";
import { asStaff } from "../../as-staff.ts";
import { readParams, type SearchParams } from "../../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminInboundWebhooks")("title") };
}

export default async function InboundWebhooksPage({ searchParams }: { searchParams: SearchParams }) {
  const search = readWebhookSearch(await readParams(searchParams));
  const first = await asStaff(webhookPath(search), ({ admin }) =>
    admin.payments.webhooks({ ...toWebhookInput(search), limit: LIST_LIMIT }),
  );
  const { actor } = await createPageContext();
  // Only which buttons are shown; the API asks for the permission again.
  const mayRepair = actor.kind === "user" && holds(actor.role, "payments:repair");
  return (
    <ClientMessages areas={["adminInboundWebhooks", "adminPayments"]}>
      <InboundWebhooksView search={search} initial={first} mayRepair={mayRepair} />
    </ClientMessages>
  );
}
