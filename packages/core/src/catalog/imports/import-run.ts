import { newId } from "../../kernel/ids.ts";
import type { Deps } from "../../kernel/deps.ts";
import { inTransaction } from "@cartwright/db/transaction";
import type { ImportProgress } from "../product-files/import-source.ts";
import {
  type ImportClaim,
  type ImportProgressRow,
  type ImportRow,
  selectCancelRequested,
  updateLease,
  updateProgress,
} from "./imports.sql.ts";
import { tellImport } from "./tell-import.ts";

/** How long a claim lasts without a sign of its holder. */
export const LEASE_MS = 30_000;
/** How often it is renewed. */
const RENEW_MS = 10_000;
/** The shortest time between two progress reports. */
const PROGRESS_MS = 500;

export const newRun = (): string => newId();

/** Thrown to end a run on purpose; whatever it wrote is rolled back. */
export class RunStopped extends Error {
  override readonly name = "RunStopped";
  readonly because: "cancelled" | "lost" | "closing";

  constructor(because: RunStopped["because"]) {
    super(`an import was stopped: ${because}`);
    this.because = because;
  }
}

const toRow = (progress: ImportProgress, before: ImportProgressRow): ImportProgressRow =>
  progress.phase === "reading"
    ? { phase: "reading", done: Math.min(progress.bytes, before.total), total: before.total, rows: progress.rows }
    : { phase: "writing", done: progress.step, total: progress.steps, rows: before.rows };

/**
 * The claim of a run while it works. It is renewed by a timer, because one step may take longer than the lease. `note` is called after
 * each batch and before each step: it writes progress down, at most twice a second, and throws {@link RunStopped} when a person has
 * cancelled, the claim has passed on, or the process is about to end.
 */
export function holdClaim(
  deps: Pick<Deps, "db" | "logger" | "nudgeRelay">,
  claimed: ImportRow & { readonly run: string },
  signal: AbortSignal,
) {
  const claim: ImportClaim = { id: claimed.id, run: claimed.run };
  let progress: ImportProgressRow = { phase: "reading", done: 0, total: claimed.bytes ?? 0, rows: 0 };
  let writtenAt = -Infinity;
  let renewal: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    renewal = updateLease(deps.db, claim, LEASE_MS).catch((error: unknown) =>
      deps.logger.warn(
        { err: error, importId: claim.id },
        "the claim of an import could not be renewed; it is tried again",
      ),
    );
  }, RENEW_MS);
  timer.unref();

  /** Whether the run is to stop; null when the claim has passed on. */
  async function write(): Promise<boolean | null> {
    const now = performance.now();
    if (now - writtenAt < PROGRESS_MS) return selectCancelRequested(deps.db, claim);
    writtenAt = now;
    const row = await inTransaction(deps.db, async (tx) => {
      const updated = await updateProgress(tx, claim, { ...progress, leaseMs: LEASE_MS });
      if (updated) await tellImport(tx, updated);
      return updated;
    });
    deps.nudgeRelay();
    return row?.cancelRequested ?? null;
  }

  return {
    claim,
    async note(change: ImportProgress): Promise<void> {
      const before = change.phase === progress.phase ? progress : { ...progress, total: claimed.bytes ?? 0 };
      progress = toRow(change, before);
      if (signal.aborted) throw new RunStopped("closing");
      const stop = await write();
      if (stop === null) throw new RunStopped("lost");
      if (stop) throw new RunStopped("cancelled");
    },
    async end(): Promise<void> {
      clearInterval(timer);
      await renewal;
    },
  };
}
