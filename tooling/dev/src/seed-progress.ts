import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

const SeedProgress = z.object({
  /** Of the process that seeds. A killed one leaves its file behind. */
  pid: z.int().positive(),
  doing: z.enum(["pictures", "products and orders"]),
  count: z.object({ done: z.int().nonnegative(), total: z.int().nonnegative() }).optional(),
});
export type SeedProgress = z.infer<typeof SeedProgress>;

const fileOf = (dataDir: string) => path.join(dataDir, "seed-progress.json");
const WRITE_EVERY_MS = 1_000;

/**
 * Keeps a file in the data folder that says how far the seed is, for `npm run doctor`. It is written when another kind of
 * work begins and otherwise once a second at most, and removed at the end.
 */
export function recordSeedProgress(dataDir: string, nowMs: () => number = () => performance.now()) {
  const file = fileOf(dataDir);
  let last: { readonly doing: SeedProgress["doing"]; readonly atMs: number } | undefined;
  return {
    record(doing: SeedProgress["doing"], count?: NonNullable<SeedProgress["count"]>): void {
      const atMs = nowMs();
      if (last?.doing === doing && atMs - last.atMs < WRITE_EVERY_MS) return;
      last = { doing, atMs };
      mkdirSync(dataDir, { recursive: true });
      const content: SeedProgress = { pid: process.pid, doing, ...(count && { count }) };
      // A reader never sees half of it.
      writeFileSync(`${file}.new`, JSON.stringify(content));
      renameSync(`${file}.new`, file);
    },
    end: () => rmSync(file, { force: true }),
  };
}

/** What a seed that runs, or was killed, has recorded; `undefined` if there is nothing that can be read. */
export async function readSeedProgress(dataDir: string): Promise<SeedProgress | undefined> {
  try {
    return SeedProgress.parse(JSON.parse(await readFile(fileOf(dataDir), "utf8")));
  } catch {
    return undefined;
  }
}
