import { OrderNumber } from "@cartwright/contracts/ids";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PackingSlip } from "../../../../../features/admin/print/packing-slip.tsx";
import { asStaff } from "../../../as-staff.ts";
import { readParams, type SearchParams } from "../../../read-params.ts";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("adminPrint")("slip") };
}

interface PageProps {
  params: Promise<{ number: string }>;
  searchParams: SearchParams;
}

/** Of the parcel that the address names, else of what is still to be packed. */
export default async function PackingSlipPage({ params, searchParams }: PageProps) {
  const number = OrderNumber.safeParse((await params).number);
  if (!number.success) notFound();
  const parcelId = (await readParams(searchParams)).get("parcel");
  const path = `/admin/orders/${number.data}/packing-slip`;
  const order = await asStaff(path, ({ admin }) => admin.orders.get({ number: number.data }));
  if (parcelId !== null && !order.fulfillments.some(({ id }) => id === parcelId)) notFound();
  return (
    <ClientMessages areas={["adminPrint"]}>
      <PackingSlip order={order} parcelId={parcelId} />
    </ClientMessages>
  );
}
