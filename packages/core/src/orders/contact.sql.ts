import type { Address } from "@cartwright/contracts/checkout";
import type { OrderId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import type { Tx } from "@cartwright/db/transaction";
import { sql } from "kysely";

/** Where an order goes, and what its tax and shipping were computed from. */
export interface ContactRow {
  readonly version: number;
  readonly email: string;
  readonly shippingAddress: Address | null;
  readonly shippingMethodId: string | null;
  /** Of the goods that ship, after discounts. */
  readonly weightGrams: number;
  readonly goodsMinor: number;
}

/** Certain while the order is locked. */
export async function selectContact(db: Db | Tx, orderId: OrderId): Promise<ContactRow | null> {
  const { rows } = await sql<ContactRow>`
    select o.contact_version as version, o.email, o.shipping_address as "shippingAddress",
      o.shipping_method_id as "shippingMethodId", parcel.grams as "weightGrams", parcel.minor as "goodsMinor"
    from orders.orders as o cross join lateral (
      select coalesce(sum(line.weight_grams * line.quantity), 0)::int as grams,
        coalesce(sum(line.total_minor - line.discount_minor), 0)::bigint as minor
      from orders.order_lines as line where line.order_id = o.id and line.requires_shipping
    ) as parcel
    where o.id = ${orderId}`.execute(db);
  return rows[0] ?? null;
}

/** Zero rows mean that it has another version. */
export async function updateContact(
  tx: Tx,
  orderId: OrderId,
  to: { readonly version: number; readonly email: string; readonly shippingAddress: Address | null },
): Promise<boolean> {
  const address = to.shippingAddress && JSON.stringify(to.shippingAddress);
  const { numAffectedRows } = await sql`
    update orders.orders set email = ${to.email}, shipping_address = ${address}::jsonb,
      tax_country = coalesce(${address}::jsonb ->> 'country', tax_country), contact_version = contact_version + 1,
      updated_at = now()
    where id = ${orderId} and contact_version = ${to.version}`.execute(tx);
  return numAffectedRows === 1n;
}

/** Keeps an order from being changed elsewhere while someone opens a link to it, and the other way round. */
export async function holdOrder(tx: Tx, number: string): Promise<void> {
  await sql`select from orders.orders where number = ${number} for key share`.execute(tx);
}
