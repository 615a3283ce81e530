import { IMPORT_FILES_MAX } from "@cartwright/contracts/product-imports";
import { runNextImport } from "@cartwright/core/catalog/imports/run-imports";
import type { WorkerDeps } from "./deps.ts";
import { type Loop, startLoop } from "./loop.ts";

/** How often a worker looks for an import to check or to run: one statement. */
const TICK_MS = 1_000;

/**
 * Checks and imports product files, one after another, in a loop of its own: each may take minutes, and no sweep or job is to wait for
 * it. The queue is the table of imports. Several workers may run; one import at a time runs in the whole shop.
 */
export function startImporter(
  deps: Pick<WorkerDeps, "db" | "importDb" | "logger" | "nudgeRelay" | "failPoints" | "mediaRoot">,
): Pick<Loop, "close"> {
  return startLoop({
    restMs: TICK_MS,
    async round(signal) {
      for (let done = 0; done < IMPORT_FILES_MAX && !signal.aborted; done += 1)
        if (!(await runNextImport(deps, signal))) return;
    },
    onError: (error) => deps.logger.warn({ err: error }, "imports could not be worked on; it is tried again"),
  });
}
