import type { ProductId } from "@cartwright/contracts/ids";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";

export interface BestSellerRow {
  readonly product_id: ProductId;
  readonly title: string;
  readonly units: number;
  readonly sales_minor: number;
}

export interface SoldOrders {
  readonly from: Date;
  readonly to: Date;
  /** How many of the newest orders are read. */
  readonly orders: number;
  /** How many products are returned. */
  readonly limit: number;
}

/** The products with the most units among the newest orders of a time. */
export async function selectBestSellers(db: Db, { from, to, orders, limit }: SoldOrders): Promise<BestSellerRow[]> {
  const { rows } = await sql<BestSellerRow>`
    select line.product_id, (array_agg(line.title order by o.created_at desc))[1] as title,
      sum(line.quantity)::bigint as units, sum(line.total_minor - line.discount_minor)::bigint as sales_minor
    from (
      select id, created_at from orders.orders
      where created_at >= ${from}::timestamptz and created_at < ${to}::timestamptz and status in ('confirmed', 'completed')
      order by created_at desc, id desc limit ${orders}
    ) as o
    join orders.order_lines as line on line.order_id = o.id
    group by line.product_id order by units desc, sales_minor desc, line.product_id limit ${limit}`.execute(db);
  return rows;
}
