import type { Todo } from "@cartwright/contracts/admin";
import type { Db } from "@cartwright/db/client";
import { sql } from "kysely";
import { countView } from "./order-views.sql.ts";
import { IS_FOR_SALE, IS_LOW } from "./stock.sql.ts";

/** The numbers of what is to do, each counted to `max` at most from an index of its own. */
export async function selectTodo(db: Db, max: number): Promise<Todo> {
  const { rows } = await sql<Todo>`
    select ${countView("to_pack", max)} as "toPack", ${countView("to_ship", max)} as "toShip",
      ${countView("part_shipped", max)} as "partShipped", ${countView("returns", max)} as returns,
      ${countView("attention", max)} as attention, (
        select count(*)::int from (
          select from inventory.stock as s
          where ${IS_LOW} and (
            select ${IS_FOR_SALE} from catalog.variants as v join catalog.products as p on p.id = v.product_id where v.id = s.variant_id)
          order by s.on_hand - s.reserved limit ${max}
        ) as low
      ) as "lowStock"`.execute(db);
  return rows[0] ?? { toPack: 0, toShip: 0, partShipped: 0, returns: 0, attention: 0, lowStock: 0 };
}
