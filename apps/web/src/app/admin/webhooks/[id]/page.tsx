import { holds } from "@cartwright/contracts/permissions";
import { WebhookEndpointId } from "@cartwright/contracts/webhooks";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createPageContext } from "../../../../auth/page-context.ts";
import { LIST_LIMIT } from "../../../../features/admin/shell/list-search.ts";
import {
  deliveryPath,
  readDeliverySearch,
  toDeliveryInput,
} from "../../../../features/admin/webhooks/delivery-search.ts";
import { EndpointPage } from "../../../../features/admin/webhooks/endpoint-page.tsx";
import { asStaff } from "../../as-staff.ts";
import { readParams, type SearchParams } from "../../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminWebhooks")("title") };
}

interface PageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export default async function WebhookPage({ params, searchParams }: PageProps) {
  const id = WebhookEndpointId.safeParse({ endpointId: (await params).id });
  if (!id.success) notFound();
  const search = readDeliverySearch(id.data.endpointId, await readParams(searchParams));
  const [endpoint, deliveries] = await asStaff(deliveryPath(search), ({ admin }) =>
    Promise.all([
      admin.webhooks.get(id.data),
      admin.webhooks.deliveries({ ...toDeliveryInput(search), limit: LIST_LIMIT }),
    ]),
  );
  const { actor } = await createPageContext();
  const may = (permission: "webhooks:write" | "webhooks:replay") =>
    actor.kind === "user" && holds(actor.role, permission);
  return (
    <ClientMessages areas={["adminWebhooks"]}>
      <EndpointPage
        initial={endpoint}
        search={search}
        deliveries={deliveries}
        mayWrite={may("webhooks:write")}
        mayReplay={may("webhooks:replay")}
      />
    </ClientMessages>
  );
}
