import { AdminListAudit, type AuditRow } from "@cartwright/contracts/admin-audit";
import { listAudit } from "../list-audit.ts";
import { createRowFile } from "./list-file.ts";

const stateOf = (state: AuditRow["before"]) => (state === null ? null : JSON.stringify(state));

export const auditFile = createRowFile({
  permission: "audit:read",
  filter: AdminListAudit.omit({ cursor: true, limit: true }),
  readPage: listAudit,
  columns: {
    time: (row) => row.at,
    actor: (row) => row.actor.email ?? row.actor.kind,
    "actor id": (row) => row.actor.id,
    action: (row) => row.action,
    area: (row) => row.subject.kind,
    target: (row) => row.subject.email ?? row.subject.id,
    "target id": (row) => row.subject.id,
    before: (row) => stateOf(row.before),
    after: (row) => stateOf(row.after),
    reason: (row) => row.reason,
    address: (row) => row.address,
    request: (row) => row.requestId,
  },
});
