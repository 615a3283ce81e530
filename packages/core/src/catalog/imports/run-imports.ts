import type { ImportReport } from "@cartwright/contracts/product-import";
import type { Db } from "@cartwright/db/client";
import { inTransaction, type Tx, violatedConstraint } from "@cartwright/db/transaction";
import { appendAudit } from "../../kernel/append-audit.ts";
import { isAppError } from "../../kernel/app-error.ts";
import type { Deps } from "../../kernel/deps.ts";
import { importProducts } from "../product-files/import-products.ts";
import { openUploaded, writeFindings } from "./import-files.ts";
import { holdClaim, LEASE_MS, newRun, RunStopped } from "./import-run.ts";
import {
  claimImport,
  type ImportClaim,
  type ImportEnd,
  type ImportRow,
  updateEnded,
  updateReleased,
} from "./imports.sql.ts";
import { tellImport } from "./tell-import.ts";

/** How often a run is tried that ends with a fault, or with its process. */
const ATTEMPTS_MAX = 3;
const RETRY_MS = 5_000;

export interface ImporterDeps extends Deps {
  /** The media folder, which web processes and workers share. */
  readonly mediaRoot: string;
  /** Reads and writes the file. Its statements may take minutes; all others are those of any job. */
  readonly importDb: Db;
}

type Claimed = ImportRow & { readonly run: string };

/**
 * Claims the next import, if there is one and none is running, and checks or imports its file. Returns whether there was one.
 *
 * Nothing is ever done twice. The file is read into temporary tables, and products are written, in one transaction whose last statement
 * ends the import: if its process dies before the commit, the database undoes all of it, the claim ends after 30 seconds, and the next
 * worker begins with the file again. A run whose claim has passed on cannot commit.
 */
export async function runNextImport(deps: ImporterDeps, signal: AbortSignal): Promise<boolean> {
  const claimed = await claim(deps);
  if (!claimed) return false;
  const { id: importId, state, attempts } = claimed;
  if (claimed.cancelRequested) await end(deps, claimed, ended("cancelled"));
  else if (attempts > ATTEMPTS_MAX) await end(deps, claimed, failed("fault"));
  else await run(deps, claimed, signal);
  deps.logger.info({ importId, state, attempts }, "an import was worked on");
  return true;
}

async function claim(deps: ImporterDeps): Promise<Claimed | null> {
  const run = newRun();
  try {
    const row = await inTransaction(deps.db, async (tx) => {
      const claimed = await claimImport(tx, run, LEASE_MS);
      if (claimed) await tellImport(tx, claimed);
      return claimed;
    });
    if (!row) return null;
    deps.nudgeRelay();
    return { ...row, run };
  } catch (error) {
    // Another worker was first.
    if (violatedConstraint(error) === "imports_running") return null;
    throw error;
  }
}

const ended = (state: ImportEnd["state"], report: ImportReport | null = null): ImportEnd => ({
  state,
  error: null,
  report,
});
const failed = (error: NonNullable<ImportEnd["error"]>, report: ImportReport | null = null): ImportEnd => ({
  state: "failed",
  error,
  report,
});

/** What a finished check or a refused import comes to. */
function endOf(state: ImportRow["state"], report: ImportReport): ImportEnd {
  if (report.file.purpose === null) return failed("unreadable", report);
  if (state === "importing") return failed("refused", report);
  const { products, variants } = report;
  const importable = [products, variants].some(({ created, changed, unchanged }) => created + changed + unchanged > 0);
  return importable ? ended("checked", report) : failed("no_valid_rows", report);
}

async function run(deps: ImporterDeps, claimed: Claimed, signal: AbortSignal): Promise<void> {
  const { mediaRoot } = deps;
  const { storageKey, state } = claimed;
  const holder = holdClaim(deps, claimed, signal);
  const dryRun = state === "checking";
  try {
    const report = await importProducts(
      { ...deps, db: deps.importDb },
      {
        open: () => openUploaded(mediaRoot, storageKey),
        dryRun,
        // The check says what is valid, so that a person can decide.
        onlyValid: dryRun || claimed.onlyValid,
        async onProgress(progress) {
          await deps.failPoints.pass("import.progress", progress.phase);
          await holder.note(progress);
        },
        writeEntries: (pages) => writeFindings(mediaRoot, storageKey, pages),
        beforeCommit: (tx, imported) => finish(tx, holder.claim, imported),
      },
    );
    await holder.end();
    if (report.dryRun || report.outcome === "refused") await end(deps, claimed, endOf(state, report));
    else deps.nudgeRelay();
  } catch (error) {
    await holder.end();
    await settleFailure(deps, claimed, error);
  }
}

/** The last statements of an import. Throws when it was cancelled or another run has its claim, which rolls everything back. */
async function finish(tx: Tx, claim: ImportClaim, report: ImportReport): Promise<void> {
  const row = await updateEnded(tx, claim, ended("done", report));
  // If the claim was lost instead, ending it as cancelled matches no row.
  if (!row) throw new RunStopped("cancelled");
  const { products, variants } = report;
  await appendAudit(tx, {
    actor: { kind: "system" },
    action: "imports.finish",
    subject: { kind: "import", id: claim.id },
    after: {
      productsCreated: products.created,
      productsChanged: products.changed,
      productsSkipped: products.skipped,
      variantsCreated: variants.created,
      variantsChanged: variants.changed,
      variantsDiscontinued: variants.discontinued,
      stockChanged: report.stock.changed,
    },
  });
  await tellImport(tx, row);
}

/** Ends a run. One that was cancelled in the meantime ends as that. */
async function end(deps: ImporterDeps, claim: ImportClaim, how: ImportEnd): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const row = (await updateEnded(tx, claim, how)) ?? (await updateEnded(tx, claim, ended("cancelled")));
    if (row) await tellImport(tx, row);
  });
  deps.nudgeRelay();
}

const isMissing = (error: unknown) => error instanceof Error && "code" in error && error.code === "ENOENT";

async function settleFailure(deps: ImporterDeps, claimed: Claimed, error: unknown): Promise<void> {
  if (error instanceof RunStopped) {
    if (error.because === "cancelled") return end(deps, claimed, ended("cancelled"));
    if (error.because === "closing") return release(deps, claimed, { delayMs: 0, counts: false });
    return;
  }
  if (isMissing(error)) return end(deps, claimed, failed("file_missing"));
  // The command line imports a file. It is not this one's fault.
  if (isAppError(error, "unavailable")) return release(deps, claimed, { delayMs: RETRY_MS, counts: false });
  deps.logger.error({ err: error, importId: claimed.id, attempts: claimed.attempts }, "an import failed");
  if (claimed.attempts < ATTEMPTS_MAX) return release(deps, claimed, { delayMs: RETRY_MS, counts: true });
  return end(deps, claimed, failed("fault"));
}

/** Gives the claim back, unless the import was cancelled. */
async function release(
  deps: ImporterDeps,
  claim: ImportClaim,
  how: { readonly delayMs: number; readonly counts: boolean },
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const row = (await updateReleased(tx, claim, how)) ?? (await updateEnded(tx, claim, ended("cancelled")));
    if (row) await tellImport(tx, row);
  });
  deps.nudgeRelay();
}
