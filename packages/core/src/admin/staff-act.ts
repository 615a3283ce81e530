import type { Actor } from "../kernel/actor.ts";
import type { AuditEntry } from "../kernel/append-audit.ts";

/** Who of the staff does something, from where and why: what every act of the back office leaves in the audit log. */
export interface StaffAct {
  readonly actor: Extract<Actor, { kind: "user" }>;
  readonly address: string;
  readonly requestId: string;
  readonly reason: string;
}

/** An act that speaks for itself, such as a correction of copy: nobody is asked for a reason. */
export type PlainStaffAct = Omit<StaffAct, "reason">;

/** The part of an audit entry that the act itself tells. */
export function auditOf(act: StaffAct | PlainStaffAct): Pick<AuditEntry, "actor" | "address" | "requestId" | "reason"> {
  const { actor, address, requestId } = act;
  return {
    actor: { kind: "user", id: actor.userId },
    address,
    requestId,
    ...("reason" in act ? { reason: act.reason } : {}),
  };
}
