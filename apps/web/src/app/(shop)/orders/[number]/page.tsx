import { OrderNumber } from "@cartwright/contracts/ids";
import { isStorable } from "@cartwright/contracts/text";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { createPageContext, isIdentified } from "../../../../auth/page-context.ts";
import { OrderView } from "../../../../features/orders/order-view.tsx";
import { orNull, visitorApi } from "../../../../trpc/server.ts";

export const dynamic = "force-dynamic";

interface PageProps {
  params: Promise<{ number: string }>;
  searchParams: Promise<{ key?: string | string[] }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: `Order ${(await params).number.slice(0, 20)}`, robots: { index: false } };
}

export default async function OrderPage({ params, searchParams }: PageProps) {
  const number = OrderNumber.safeParse((await params).number);
  if (!number.success) notFound();
  const { key } = await searchParams;
  const linkKey = typeof key === "string" && key.length <= 100 && isStorable(key) ? key : null;
  const api = await visitorApi();
  const order = await orNull(api.orders.get({ number: number.data, ...(linkKey === null ? {} : { key: linkKey }) }));
  // Who comes from another site (a mail, the bank's page) comes without cookies: then the page asks again from here.
  if (!order && isIdentified(await createPageContext())) notFound();
  return <OrderView number={number.data} initial={order} linkKey={order ? linkKey : null} />;
}
