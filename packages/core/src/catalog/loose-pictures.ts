import type { Db } from "@cartwright/db/client";
import { deleteLooseKeys, postponeLooseKeys, selectLooseKeys } from "./pictures.sql.ts";

const KEEP_DAYS = 30;

/** Keys of uploaded pictures that no product has shown for a day, at most `limit`. */
export async function listLoosePictures(db: Db, limit: number): Promise<string[]> {
  return selectLooseKeys(db, limit);
}

/** Removes keys whose files were deleted. */
export async function forgetPictures(db: Db, keys: readonly string[]): Promise<void> {
  await deleteLooseKeys(db, keys);
}

/** Postpones keys that are still shown elsewhere; they are listed again in a month. */
export async function keepPictures(db: Db, keys: readonly string[]): Promise<void> {
  await postponeLooseKeys(db, keys, KEEP_DAYS);
}
