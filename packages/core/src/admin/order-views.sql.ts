import type { OrderView } from "@cartwright/contracts/order-work";
import { type RawBuilder, sql } from "kysely";

/** The same words as in the index `sagas_for_person`: without them the planner cannot use it. */
export const FOR_PERSON = sql`saga.finished_at is null and (saga.state = 'stuck' or saga.data ->> 'alarmed' = 'true')`;

/** Whether a saga of the order `o` is stuck, or has been failing for so long that a person was told. */
export const NEEDS_PERSON = sql`exists (select from saga.sagas as saga where saga.order_id = o.id and ${FOR_PERSON})`;

const IS_SOLD = sql`o.status in ('confirmed', 'completed')`;

/** More than anyone could work off. After a long outage the newest are listed. */
const FOR_PERSON_MAX = 2_000;

/** Which orders `o` a view lists, as predicates that each have an index. An order meets one at most. */
const BRANCHES: Readonly<Record<OrderView, readonly RawBuilder<unknown>[]>> = {
  to_pack: [
    sql`o.status = 'confirmed' and o.fulfillment_status in ('unfulfilled', 'partially_packed') and o.payment_status <> 'refunded'
      and not ${NEEDS_PERSON}`,
  ],
  to_ship: [
    sql`o.fulfillment_status = 'packed' and o.status = 'confirmed' and o.payment_status <> 'refunded' and not ${NEEDS_PERSON}`,
  ],
  part_shipped: [
    sql`o.fulfillment_status = 'partially_shipped' and ${IS_SOLD} and not ${NEEDS_PERSON}`,
    sql`o.fulfillment_status = 'partially_delivered' and ${IS_SOLD} and not ${NEEDS_PERSON}`,
  ],
  shipped: [sql`o.fulfillment_status = 'shipped' and ${IS_SOLD} and not ${NEEDS_PERSON}`],
  attention: [
    sql`o.id = any(array(
      select distinct saga.order_id from saga.sagas as saga where ${FOR_PERSON} order by saga.order_id desc limit ${FOR_PERSON_MAX}))`,
  ],
  returns: [
    sql`o.id = any(array(select distinct r.order_id from orders.returns as r where r.state = 'requested' limit ${FOR_PERSON_MAX}))`,
  ],
};

/** The first `limit` orders of a view that meet `also`, newest first, read from one index for each of its branches. */
export function fromView(view: OrderView, also: RawBuilder<unknown>, limit: number): RawBuilder<unknown> {
  const branches = BRANCHES[view].map(
    (meets) => sql`(
      select o.* from orders.orders as o where ${meets} and ${also} order by o.created_at desc, o.id desc limit ${limit})`,
  );
  return sql`(${sql.join(branches, sql` union all `)})`;
}

/** Whether the order `o` is in a view, for statements that find orders by something else. */
export function isInView(view: OrderView): RawBuilder<unknown> {
  return sql`(${sql.join(
    BRANCHES[view].map((meets) => sql`(${meets})`),
    sql` or `,
  )})`;
}

/** How many orders a view has, counted to `max`. */
export function countView(view: OrderView, max: number): RawBuilder<unknown> {
  const branches = BRANCHES[view].map((meets) => sql`(select from orders.orders as o where ${meets} limit ${max})`);
  return sql`(select count(*)::int from (select from (${sql.join(branches, sql` union all `)}) as found limit ${max}) as counted)`;
}
