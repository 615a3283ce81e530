import { listAbandonedPictures } from "@cartwright/core/admin/list-abandoned-pictures";
import { forgetPictures } from "@cartwright/core/catalog/loose-pictures";
import type { Deps } from "@cartwright/core/kernel/deps";
import { sweepFiles } from "../downloads/sweep-files.ts";
import { removePicture } from "./picture-files.ts";

const PICTURES_MAX = 100;
const EVERY_MS = 3_600_000;

/**
 * Removes the files of at most a hundred uploaded pictures that nothing shows any more. Returns how many. Several web nodes may
 * run it at once: a file that one has removed is no longer there for the others.
 */
export async function sweepPictures(deps: Pick<Deps, "db">, root: string): Promise<number> {
  const keys = await listAbandonedPictures(deps.db, PICTURES_MAX);
  for (const key of keys) await removePicture(root, key);
  await forgetPictures(deps.db, keys);
  return keys.length;
}

/** Sweeps each hour until it is closed. Runs in the web process, which has the media folder. */
export function startPictureSweep(deps: Pick<Deps, "db" | "logger">, root: string): { close(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  async function sweep(): Promise<void> {
    try {
      const found = (await sweepPictures(deps, root)) + (await sweepFiles(deps, root));
      if (found > 0) deps.logger.info({ sweep: "pictures", found }, "swept");
    } catch (error) {
      deps.logger.warn({ err: error, sweep: "pictures" }, "a sweep failed; it comes again");
    }
  }
  const timer = setInterval(() => {
    running = sweep();
  }, EVERY_MS);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
