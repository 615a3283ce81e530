import { OrderNumber } from "@cartwright/contracts/ids";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { OpenOrder } from "../../../../../features/orders/open-order.tsx";

export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  return { title: getTranslations("orders")("link.pageTitle"), robots: { index: false } };
}

/** Where the link in an order's mail leads. The key is in the fragment, so only the browser sees it. */
export default async function OpenOrderPage({ params }: { params: Promise<{ number: string }> }) {
  const number = OrderNumber.safeParse((await params).number);
  if (!number.success) notFound();
  return (
    <ClientMessages areas={["orders"]}>
      <OpenOrder number={number.data} />
    </ClientMessages>
  );
}
