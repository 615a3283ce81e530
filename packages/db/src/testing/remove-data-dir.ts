import { realpath, rm } from "node:fs/promises";
import path from "node:path";
import { removeEmbeddedPostgres } from "../embedded.ts";
import { stopLeftover } from "../embedded/leftover.ts";

/**
 * Removes all that a stack kept, for stacks of tests and benches. The database's files may lie outside of it, and its
 * server may have outlived a parent that was killed.
 */
export async function removeDataDir(dataDir: string): Promise<void> {
  const postgres = path.join(dataDir, "postgres");
  const data = await realpath(postgres).catch(() => null);
  if (data !== null) await stopLeftover(data);
  await removeEmbeddedPostgres(postgres);
  await rm(dataDir, { recursive: true, force: true });
}
