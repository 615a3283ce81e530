import type { MovedCategory } from "@cartwright/contracts/categories";
import type { Db } from "@cartwright/db/client";
import { AppError } from "../../kernel/app-error.ts";
import { selectMovedCategory } from "../categories.sql.ts";

/** The category that used to have this slug, with its current one. Throws `not_found`. */
export async function findMovedCategory(db: Db, slug: string): Promise<MovedCategory> {
  const moved = await selectMovedCategory(db, slug);
  if (!moved) throw new AppError("not_found");
  return moved;
}
