import type { Tx } from "@cartwright/db/transaction";

/** One audited action. `before` and `after` hold no secrets and no personal data except ids. */
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

/** Appends to the audit log in the transaction of the action. The table accepts no updates and no deletes. */
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
