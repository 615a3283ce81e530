import { rm } from "node:fs/promises";
import path from "node:path";
import { removeEmbeddedPostgres } from "@cartwright/db/embedded";

/** Removes all that a stopped stack kept: for stacks of tests and benches. The database's files may lie outside of it. */
export async function removeDataDir(dataDir: string): Promise<void> {
  await removeEmbeddedPostgres(path.join(dataDir, "postgres"));
  await rm(dataDir, { recursive: true, force: true });
}
