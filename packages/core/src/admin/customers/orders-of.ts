import type { CustomerId } from "@cartwright/contracts/ids";
import { type RawBuilder, sql } from "kysely";

/**
 * Columns of all orders of a customer: those of the account, and those placed without one under an address that is theirs. Each part is read from
 * an index, in the order of time.
 */
export const ordersOf = (id: CustomerId, columns: RawBuilder<unknown>): RawBuilder<unknown> => sql`(
  select ${columns} from orders.orders as o where o.user_id = ${id}
  union all
  select ${columns} from accounts.customer_emails as owned
  join orders.orders as o on o.email = owned.email and o.user_id is null
  where owned.customer_id = ${id})`;
