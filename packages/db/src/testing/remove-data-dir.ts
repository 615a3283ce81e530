import { realpath, rm } from "node:fs/promises";
import path from "node:path";
import { removeEmbeddedPostgres } from "../embedded.ts";
import { stopLeftover } from "../embedded/leftover.ts";

/**
 * Deletes everything that a test or bench stack stored. The database's files may be outside of it, and its server may have
 * outlived a killed parent.
 */
export async function removeDataDir(dataDir: string): Promise<void> {
  const postgres = path.join(dataDir, "postgres");
  const data = await realpath(postgres).catch(() => null);
  if (data !== null) await stopLeftover(data);
  await removeEmbeddedPostgres(postgres);
  await rm(dataDir, { recursive: true, force: true });
}
