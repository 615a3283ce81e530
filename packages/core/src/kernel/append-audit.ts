import type { Tx } from "@cartwright/db/transaction";

/** One act worth keeping for ever. `before` and `after` hold no secrets and no more of a person than his id. */
export interface AuditEntry {
  readonly actor:
    | { readonly kind: "user"; readonly id: string }
    | { readonly kind: "system" }
    | { readonly kind: "anonymous" };
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
  readonly address?: string;
  readonly requestId?: string;
}

/** Writes to the audit log, with the act itself. The table takes no updates and no deletes. */
export async function appendAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto("audit.entries")
    .values({
      actor_kind: entry.actor.kind,
      actor_id: entry.actor.kind === "user" ? entry.actor.id : null,
      action: entry.action,
      subject_kind: entry.subject.kind,
      subject_id: entry.subject.id,
      before: entry.before ? JSON.stringify(entry.before) : null,
      after: entry.after ? JSON.stringify(entry.after) : null,
      reason: entry.reason ?? null,
      address: entry.address ?? null,
      request_id: entry.requestId ?? null,
    })
    .execute();
}
