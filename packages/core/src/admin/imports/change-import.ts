import type { ImportId } from "@cartwright/contracts/ids";
import type { AdminCancelImport, AdminConfirmImport, AdminImport } from "@cartwright/contracts/product-imports";
import { inTransaction } from "@cartwright/db/transaction";
import { cancelImport, confirmImport } from "../../catalog/imports/decide-import.ts";
import { completeUpload } from "../../catalog/imports/upload-import.ts";
import { appendAudit } from "../../kernel/append-audit.ts";
import type { Deps } from "../../kernel/deps.ts";
import { auditOf, type PlainStaffAct } from "../staff-act.ts";
import { getImport } from "./read-imports.ts";

type ActDeps = Pick<Deps, "db" | "nudgeRelay">;

const subjectOf = (id: ImportId) => ({ kind: "import", id });

interface Uploaded {
  readonly importId: ImportId;
  readonly fileName: string;
  readonly bytes: number;
}

/** Starts an import whose file is stored, and audits it. It waits for its check. Errors are those of {@link completeUpload}. */
export async function startImportAsStaff(deps: ActDeps, uploaded: Uploaded, act: PlainStaffAct): Promise<AdminImport> {
  const { importId, fileName, bytes } = uploaded;
  const started = await inTransaction(deps.db, async (tx) => {
    await completeUpload(tx, importId, bytes);
    const after = { file: fileName, bytes };
    await appendAudit(tx, { ...auditOf(act), action: "imports.upload", subject: subjectOf(importId), after });
    // Read before the commit: whoever gets an error removes the file.
    return getImport(tx, importId);
  });
  deps.nudgeRelay();
  return started;
}

/** Queues a checked file for import, and audits it. Errors are those of {@link confirmImport}. */
export async function confirmImportAsStaff(
  deps: ActDeps,
  input: AdminConfirmImport,
  act: PlainStaffAct,
): Promise<AdminImport> {
  const { importId, onlyValid } = input;
  await inTransaction(deps.db, async (tx) => {
    await confirmImport(tx, input);
    const after = { onlyValid };
    await appendAudit(tx, { ...auditOf(act), action: "imports.confirm", subject: subjectOf(importId), after });
  });
  deps.nudgeRelay();
  return getImport(deps.db, importId);
}

/** Cancels an import, and audits it. Errors are those of {@link cancelImport}. */
export async function cancelImportAsStaff(
  deps: ActDeps,
  input: AdminCancelImport,
  act: PlainStaffAct,
): Promise<AdminImport> {
  const { importId } = input;
  await inTransaction(deps.db, async (tx) => {
    const { state } = await cancelImport(tx, input);
    const after = { state };
    await appendAudit(tx, { ...auditOf(act), action: "imports.cancel", subject: subjectOf(importId), after });
  });
  deps.nudgeRelay();
  return getImport(deps.db, importId);
}
