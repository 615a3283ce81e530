import type { AuditExport, AuditRow } from "@cartwright/contracts/admin-audit";
import { inTransaction } from "@cartwright/db/transaction";
import { stringify } from "csv-stringify/sync";
import type { z } from "zod";
import { guardCell } from "../catalog/csv-cells.ts";
import { appendAudit, type AuditEntry } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { selectAudit } from "./audit.sql.ts";
import { type AuditSearch, describeEntries, readSearch } from "./list-audit.ts";

const ROWS_MAX = 5_000;

const COLUMNS: Readonly<Record<string, (row: AuditRow) => string | null>> = {
  time: (row) => row.at,
  actor: (row) => row.actor.email ?? row.actor.kind,
  "actor id": (row) => row.actor.id,
  action: (row) => row.action,
  area: (row) => row.subject.kind,
  target: (row) => row.subject.email ?? row.subject.id,
  "target id": (row) => row.subject.id,
  before: (row) => (row.before === null ? null : JSON.stringify(row.before)),
  after: (row) => (row.after === null ? null : JSON.stringify(row.after)),
  reason: (row) => row.reason,
  address: (row) => row.address,
  request: (row) => row.requestId,
};

/** Entries as CSV with a header. No cell can be taken for a formula by a spreadsheet. */
export function toAuditCsv(rows: readonly AuditRow[]): string {
  const columns = Object.entries(COLUMNS);
  return stringify([
    columns.map(([name]) => name),
    ...rows.map((row) => columns.map(([, read]) => guardCell(read(row) ?? ""))),
  ]);
}

/** The filters of the log, with ids: the log itself holds no email addresses. */
function narrowed(filter: Awaited<ReturnType<typeof readSearch>>): Record<string, string> {
  const entries = Object.entries(filter ?? {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null));
}

/** The newest 5,000 entries of a filtered log as CSV. The export itself is audited; that entry is not part of it. */
export async function exportAudit(
  deps: Pick<Deps, "db">,
  search: AuditSearch,
  by: Pick<AuditEntry, "actor" | "address" | "requestId">,
): Promise<z.infer<typeof AuditExport>> {
  return inTransaction(deps.db, async (tx) => {
    const filter = await readSearch(tx, search);
    const found = filter === null ? [] : await selectAudit(tx, { ...filter, before: null, limit: ROWS_MAX + 1 });
    const rows = await describeEntries(tx, found.slice(0, ROWS_MAX));
    await appendAudit(tx, {
      ...by,
      action: "audit.exported",
      subject: { kind: "audit", id: "entries" },
      after: { rows: rows.length, ...narrowed(filter) },
    });
    return { csv: toAuditCsv(rows), rows: rows.length, complete: found.length <= ROWS_MAX };
  });
}
