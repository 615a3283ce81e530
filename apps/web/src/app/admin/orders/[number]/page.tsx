import { SHOP_COUNTRY } from "@cartwright/contracts/checkout";
import { Country, listCountries } from "@cartwright/contracts/place";
import { OrderNumber } from "@cartwright/contracts/ids";
import { holds, type Permission } from "@cartwright/contracts/permissions";
import { ClientMessages } from "@cartwright/messages/client-messages";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createPageContext } from "../../../../auth/page-context.ts";
import { OrderPage } from "../../../../features/admin/orders/order-page.tsx";
import { visitorApi } from "../../../../trpc/server.ts";
import { asStaff } from "../../as-staff.ts";

export const dynamic = "force-dynamic";

interface PageProps {
  params: Promise<{ number: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: (await params).number.slice(0, 20) };
}

export default async function Page({ params }: PageProps) {
  const number = OrderNumber.safeParse((await params).number);
  if (!number.success) notFound();
  const [order, notes] = await asStaff(`/admin/orders/${number.data}`, ({ admin }) =>
    Promise.all([admin.orders.get({ number: number.data }), admin.orders.notes({ number: number.data })]),
  );
  const country = Country.safeParse(order.shippingAddress?.country).data ?? SHOP_COUNTRY;
  const { shop } = await visitorApi();
  const form = await shop.addressForm({ country });
  const { actor } = await createPageContext();
  // Only which buttons are shown; the API asks for the permission again.
  const may = (permission: Permission) => actor.kind === "user" && holds(actor.role, permission);
  return (
    <ClientMessages
      areas={[
        "adminOrders",
        "adminContact",
        "adminInvoices",
        "adminNotes",
        "address",
        "adminParcels",
        "adminRefunds",
        "adminReturns",
        "adminTrouble",
        "invoices",
      ]}
    >
      <OrderPage
        initial={order}
        notes={notes}
        contact={{ countries: listCountries(), form }}
        may={{
          cancel: may("orders:cancel"),
          resume: may("sagas:operate"),
          edit: may("orders:edit"),
          fulfil: may("orders:fulfil"),
          refund: may("orders:refund"),
        }}
      />
    </ClientMessages>
  );
}
