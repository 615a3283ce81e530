import { inTransaction, type Tx } from "@cartwright/db/transaction";
import { appendAudit, type AuditEntry } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { auditOf, type PlainStaffAct, type StaffAct } from "./staff-act.ts";

/** What a change of an order was, for the audit log. */
export type ChangeNote = Pick<AuditEntry, "action" | "subject" | "before" | "after">;

/**
 * Runs a change with its audit entry in one transaction, and sends what it caused on its way. A change that returns no note
 * was made before: a repeated request.
 */
export async function changeWithAudit<Result>(
  deps: Deps,
  act: StaffAct | PlainStaffAct,
  change: (tx: Tx) => Promise<{ readonly result: Result; readonly note: ChangeNote | null }>,
): Promise<Result> {
  const changed = await inTransaction(deps.db, async (tx) => {
    const { result, note } = await change(tx);
    if (note) await appendAudit(tx, { ...auditOf(act), ...note });
    return result;
  });
  deps.nudgeRelay();
  return changed;
}
