import type { ProductCard } from "@cartwright/contracts/catalog";
import type { Db } from "@cartwright/db/client";
import { selectFeatured } from "./list.sql.ts";
import { toCard } from "./product-card.ts";

const FEATURED_MAX = 24;

/** The products that staff chose for the home page, in their order. At most 24. */
export async function listFeatured(db: Db): Promise<ProductCard[]> {
  return (await selectFeatured(db, FEATURED_MAX)).map(toCard);
}
