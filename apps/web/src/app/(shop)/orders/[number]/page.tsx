import { OrderNumber } from "@cartwright/contracts/ids";
import { ClientMessages } from "@cartwright/messages/client-messages";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createPageContext, isIdentified } from "../../../../auth/page-context.ts";
import { OrderView } from "../../../../features/orders/order-view.tsx";
import { orNull, visitorApi } from "../../../../trpc/server.ts";

export const dynamic = "force-dynamic";

/** The address may hold any text. */
const NUMBER_SHOWN_MAX = 20;

interface PageProps {
  params: Promise<{ number: string }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return {
    title: getTranslations("orders")("pageTitle", { number: (await params).number.slice(0, NUMBER_SHOWN_MAX) }),
    robots: { index: false },
  };
}

export default async function OrderPage({ params }: PageProps) {
  const number = OrderNumber.safeParse((await params).number);
  if (!number.success) notFound();
  const api = await visitorApi();
  const order = await orNull(api.orders.get({ number: number.data }));
  // A link from another site (an email, the bank's page) arrives without cookies: then the browser asks again from here.
  if (!order && isIdentified(await createPageContext())) notFound();
  return (
    <ClientMessages areas={["checkoutFailures", "downloads", "invoices", "orders", "orderStatus", "totals"]}>
      <OrderView number={number.data} initial={order} />
    </ClientMessages>
  );
}
