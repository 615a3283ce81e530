import type { OrderNumber } from "@cartwright/contracts/ids";
import { PICK_ORDERS_MAX, type PickList } from "@cartwright/contracts/pick-list";
import type { Db } from "@cartwright/db/client";
import { type PickRow, selectPicks, selectToPack } from "./pick-list.sql.ts";

type Picked = NonNullable<PickRow["line"]>;
type Item = PickList["items"][number];

/** The same goods of several orders are one item. A variant that was renamed since is two: the labels on the shelf may differ. */
const keyOf = ({ variantId, sku, title, variantTitle }: Picked) =>
  JSON.stringify([variantId, sku, title, variantTitle]);

/** By SKU as people count (A-2 before A-10), then by title; without one at the end. */
function bySku(one: Item, other: Item): number {
  if ((one.sku === null) !== (other.sku === null)) return one.sku === null ? 1 : -1;
  const compare = (a: string, b: string) => a.localeCompare(b, "en", { numeric: true });
  return (
    compare(one.sku ?? "", other.sku ?? "") ||
    compare(one.title, other.title) ||
    compare(one.variantTitle, other.variantTitle)
  );
}

function toItem(picks: readonly { readonly number: OrderNumber; readonly line: Picked }[]): Item[] {
  const [first] = picks;
  if (!first) return [];
  const { sku, title, variantTitle } = first.line;
  const orders = picks.map(({ number, line }) => ({ number, quantity: line.quantity }));
  return [{ sku, title, variantTitle, quantity: orders.reduce((sum, { quantity }) => sum + quantity, 0), orders }];
}

/** What to fetch for some orders, or for all that wait to be packed, the oldest first. An order that is not found is left out. */
export async function readPickList(db: Db, numbers?: readonly OrderNumber[]): Promise<PickList> {
  const wanted = numbers ?? (await selectToPack(db, PICK_ORDERS_MAX + 1));
  const rows = await selectPicks(db, wanted.slice(0, PICK_ORDERS_MAX));
  const picks = rows.flatMap(({ number, line }) => (line ? [{ number, line }] : []));
  const items = [...Map.groupBy(picks, ({ line }) => keyOf(line)).values()].flatMap(toItem).toSorted(bySku);
  return {
    items,
    orders: [...new Set(picks.map(({ number }) => number))],
    skipped: rows.flatMap(({ number, line }) => (line ? [] : [number])),
    hasMore: wanted.length > PICK_ORDERS_MAX,
  };
}
