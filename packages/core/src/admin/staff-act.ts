import type { Actor } from "../kernel/actor.ts";
import type { AuditEntry } from "../kernel/append-audit.ts";

/** Who of the staff does something, from where and why: what every act of the back office leaves in the audit log. */
export interface StaffAct {
  readonly actor: Extract<Actor, { kind: "user" }>;
  readonly address: string;
  readonly requestId: string;
  readonly reason: string;
}

/** The part of an audit entry that the act itself tells. */
export function auditOf(act: StaffAct): Pick<AuditEntry, "actor" | "address" | "requestId" | "reason"> {
  const { actor, address, requestId, reason } = act;
  return { actor: { kind: "user", id: actor.userId }, address, requestId, reason };
}
