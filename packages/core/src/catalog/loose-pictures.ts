import type { Db } from "@cartwright/db/client";
import { deleteLooseKeys, postponeLooseKeys, selectLooseKeys } from "./pictures.sql.ts";

const KEEP_DAYS = 30;

/** Keys of uploaded pictures that no product has shown for a day, `limit` at most. */
export async function listLoosePictures(db: Db, limit: number): Promise<string[]> {
  return selectLooseKeys(db, limit);
}

/** Their files are gone. */
export async function forgetPictures(db: Db, keys: readonly string[]): Promise<void> {
  await deleteLooseKeys(db, keys);
}

/** They are still shown elsewhere; they are listed again in a month. */
export async function keepPictures(db: Db, keys: readonly string[]): Promise<void> {
  await postponeLooseKeys(db, keys, KEEP_DAYS);
}
