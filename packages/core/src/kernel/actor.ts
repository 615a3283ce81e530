import type { SessionId, UserId } from "@cartwright/contracts/ids";
import { holds, type Permission, type Role } from "@cartwright/contracts/permissions";

/**
 * Who acts. A guest is known by the SHA-256 of his cookie (null until he has one). The system is the worker's own hand.
 */
export type Actor =
  | { readonly kind: "guest"; readonly guestHash: Buffer | null }
  | {
      readonly kind: "user";
      readonly userId: UserId;
      readonly sessionId: SessionId;
      readonly role: Role;
      /** True while the shop requires a second factor of staff and he has none: then his role gives him nothing. */
      readonly enrolmentDue: boolean;
      readonly guestHash: Buffer | null;
    }
  | { readonly kind: "system" };

export const SYSTEM: Actor = { kind: "system" };

/** Whether somebody may do now what a permission names. The one place that decides it. */
export function mayAct(actor: Actor, permission: Permission): boolean {
  return actor.kind === "user" && !actor.enrolmentDue && holds(actor.role, permission);
}
