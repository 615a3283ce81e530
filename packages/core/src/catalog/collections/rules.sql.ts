import type { CollectionCondition, CollectionRules } from "@cartwright/contracts/collections";
import { type RawBuilder, sql } from "kysely";

type Fragment = RawBuilder<unknown>;

/** One condition on a product `p`. */
function holds(condition: CollectionCondition): Fragment {
  switch (condition.field) {
    case "tag":
      return sql`catalog.lower_all(p.tags) @> array[lower(${condition.value}::text)]`;
    case "vendor":
      return sql`lower(p.vendor) = lower(${condition.value}::text)`;
    case "price": {
      const { minMinor, maxMinor } = condition;
      const bounds = [
        ...(minMinor === null ? [] : [sql`p.price_min_minor >= ${minMinor}::bigint`]),
        ...(maxMinor === null ? [] : [sql`p.price_min_minor <= ${maxMinor}::bigint`]),
      ];
      return bounds.length === 0 ? sql`true` : sql.join(bounds, sql` and `);
    }
    case "stock":
      return sql`p.in_stock = ${condition.inStock}`;
    case "new":
      return sql`p.created_at > now() - make_interval(days => ${condition.days}::int)`;
    case "category":
      return sql`p.category_id in (
        with recursive branch as (
          select id from catalog.categories where id = ${condition.categoryId}
          union
          select c.id from branch join catalog.categories c on c.parent_id = branch.id
        ) select id from branch)`;
  }
}

/** Whether a product `p` is on sale and meets the rules. The only place that reads them: the preview, the members and the checks agree. */
export function meets({ match, conditions }: CollectionRules): Fragment {
  const each = conditions.map((condition) => sql`(${holds(condition)})`);
  return sql`p.status = 'active' and (${sql.join(each, match === "all" ? sql` and ` : sql` or `)})`;
}
