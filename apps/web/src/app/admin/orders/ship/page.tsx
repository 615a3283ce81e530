import { holds } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createPageContext } from "../../../../auth/page-context.ts";
import { ShipListView } from "../../../../features/admin/orders/shipments/ship-list-view.tsx";
import { asStaff } from "../../as-staff.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminShipments")("title") };
}

export default async function ShipListPage() {
  await asStaff("/admin/orders/ship", ({ admin }) => admin.orders.list({ limit: 1 }));
  const { actor } = await createPageContext();
  if (actor.kind !== "user" || !holds(actor.role, "orders:fulfil")) notFound();
  return (
    <ClientMessages areas={["adminShipments"]}>
      <ShipListView />
    </ClientMessages>
  );
}
