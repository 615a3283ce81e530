import type { ProductId } from "@cartwright/contracts/ids";
import type { Tx } from "@cartwright/db/transaction";
import { appendToOutbox } from "../../outbox/append-to-outbox.ts";
import { selectAllSlugs } from "./slugs.sql.ts";

/** The most products and the most slugs of one `catalog.changed`. */
const PER_EVENT = 500;

const chunksOf = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / PER_EVENT) }, (_, index) =>
    items.slice(index * PER_EVENT, (index + 1) * PER_EVENT),
  );

/** Has the pages of products rendered again, those of their earlier addresses too, and all lists: publishes `catalog.changed`. */
export async function tellPages(tx: Tx, productIds: readonly ProductId[]): Promise<void> {
  const slugs = chunksOf(await selectAllSlugs(tx, productIds));
  const ids = chunksOf(productIds);
  const events = Array.from({ length: Math.max(ids.length, slugs.length) }, (_, index) => ({
    name: "catalog.changed" as const,
    key: "catalog",
    payload: { productIds: ids[index] ?? [], slugs: slugs[index] ?? [], lists: index === 0 },
  }));
  await appendToOutbox(tx, events);
}
