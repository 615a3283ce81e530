import { holds } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { createPageContext } from "../../../auth/page-context.ts";
import { WebhooksView } from "../../../features/admin/webhooks/webhooks-view.tsx";
import { asStaff } from "../as-staff.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminWebhooks")("title") };
}

export default async function WebhooksPage() {
  const endpoints = await asStaff("/admin/webhooks", ({ admin }) => admin.webhooks.list());
  const { actor } = await createPageContext();
  const mayWrite = actor.kind === "user" && holds(actor.role, "webhooks:write");
  return (
    <ClientMessages areas={["adminWebhooks"]}>
      <WebhooksView initial={endpoints} mayWrite={mayWrite} />
    </ClientMessages>
  );
}
