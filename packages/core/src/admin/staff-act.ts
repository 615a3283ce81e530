import type { Actor } from "../kernel/actor.ts";
import type { AuditEntry } from "../kernel/append-audit.ts";

/** Which staff member acts, from where and why: recorded in the audit log for every action of the back office. */
export interface StaffAct {
  readonly actor: Extract<Actor, { kind: "user" }>;
  readonly address: string;
  readonly requestId: string;
  readonly reason: string;
}

/** An action that needs no reason, such as a correction of copy. */
export type PlainStaffAct = Omit<StaffAct, "reason">;

/** The part of an audit entry that comes from the action. */
export function auditOf(act: StaffAct | PlainStaffAct): Pick<AuditEntry, "actor" | "address" | "requestId" | "reason"> {
  const { actor, address, requestId } = act;
  return {
    actor: { kind: "user", id: actor.userId },
    address,
    requestId,
    ...("reason" in act ? { reason: act.reason } : {}),
  };
}
