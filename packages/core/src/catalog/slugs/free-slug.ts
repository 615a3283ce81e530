import type { Tx } from "@cartwright/db/transaction";
import { firstFree } from "../../kernel/first-free.ts";
import { slugOf } from "../product-files/handle.ts";
import { selectTakenSlugs } from "./slugs.sql.ts";

/** The title as a slug, or with the first number that is free. Of two made at once, the second waits and gets the next. */
export async function freeSlug(tx: Tx, title: string): Promise<string> {
  const base = slugOf(title).slice(0, 190).replace(/-+$/, "") || "product";
  return firstFree(base, await selectTakenSlugs(tx, base));
}
