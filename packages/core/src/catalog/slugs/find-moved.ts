import type { MovedProduct } from "@cartwright/contracts/catalog";
import type { Db } from "@cartwright/db/client";
import { AppError } from "../../kernel/app-error.ts";
import { selectMoved } from "./slugs.sql.ts";

/** Where the product for sale is now that once had a slug. Throws `not_found`. */
export async function findMoved(db: Db, slug: string): Promise<MovedProduct> {
  const moved = await selectMoved(db, slug);
  if (!moved) throw new AppError("not_found");
  return moved;
}
