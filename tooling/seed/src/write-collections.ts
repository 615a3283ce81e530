import type { ProductId } from "@cartwright/contracts/ids";
import { createCollection } from "@cartwright/core/catalog/collections/edit-collection";
import type { Tx } from "@cartwright/db/transaction";

/** Products of the collection by hand, in its order. */
const SLOW_MORNINGS = ["stoneware-teapot", "yunomi-cup", "tea-caddy", "wool-throw", "travel-alarm-clock"];

/** Writes a collection of each kind. The products have their dates and prices. */
export async function writeCollections(tx: Tx): Promise<void> {
  const rows = await tx
    .selectFrom("catalog.products")
    .select(["id", "slug"])
    .where("slug", "in", SLOW_MORNINGS)
    .execute();
  const ids = new Map(rows.map(({ id, slug }) => [slug, id as ProductId])); // the column holds nothing else
  await createCollection(tx, {
    title: "Gifts under €30",
    slug: "gifts-under-30",
    description: "Small things that are good to give and good to keep. All of them are in stock.",
    kind: "rule",
    productIds: [],
    rules: {
      match: "all",
      conditions: [
        { field: "tag", value: "gift" },
        { field: "price", minMinor: null, maxMinor: 3_000 },
        { field: "stock", inStock: true },
      ],
    },
    inNavigation: true,
  });
  await createCollection(tx, {
    title: "Slow mornings",
    slug: "slow-mornings",
    description: "Tea, something warm, and nowhere to be yet.",
    kind: "manual",
    productIds: SLOW_MORNINGS.flatMap((slug) => ids.get(slug) ?? []),
    rules: null,
    inNavigation: false,
  });
}
