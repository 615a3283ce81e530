import type { Db } from "@cartwright/db/client";
import { keepPictures, listLoosePictures } from "../catalog/loose-pictures.ts";
import { selectOrderedKeys } from "./products.sql.ts";

/**
 * Keys of uploaded pictures whose files are no longer needed, at most `limit`: no product has shown them for a day, and no
 * order ever did. Pictures in orders are kept.
 */
export async function listAbandonedPictures(db: Db, limit: number): Promise<string[]> {
  const loose = await listLoosePictures(db, limit);
  if (loose.length === 0) return [];
  const ordered = new Set(await selectOrderedKeys(db, loose));
  if (ordered.size > 0) await keepPictures(db, [...ordered]);
  return loose.filter((key) => !ordered.has(key));
}
