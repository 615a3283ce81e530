import { listAbandonedFiles } from "@cartwright/core/admin/list-abandoned-files";
import { forgetFiles } from "@cartwright/core/catalog/digital-files";
import type { Deps } from "@cartwright/core/kernel/deps";
import { removeStored } from "./stored-files.ts";

const FILES_PER_SWEEP_MAX = 100;

/** Removes at most a hundred files that no product offers and no order may download. Returns how many. */
export async function sweepFiles(deps: Pick<Deps, "db">, root: string): Promise<number> {
  const keys = await listAbandonedFiles(deps.db, FILES_PER_SWEEP_MAX);
  for (const key of keys) await removeStored(root, key);
  await forgetFiles(deps.db, keys);
  return keys.length;
}
