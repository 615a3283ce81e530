import type { SessionId, UserId } from "@cartwright/contracts/ids";
import { holds, type Permission, type Role } from "@cartwright/contracts/permissions";
import { AppError } from "./app-error.ts";

/**
 * Who acts. A guest is identified by the SHA-256 of their cookie (null without one). A user has no guest identity beside their
 * account: whoever used the browser before may have been someone else. The system is the worker itself.
 */
export type Actor =
  | { readonly kind: "guest"; readonly guestHash: Buffer | null }
  | {
      readonly kind: "user";
      readonly userId: UserId;
      readonly sessionId: SessionId;
      /** The first session of their log-in. Renewals keep it. */
      readonly logInId: SessionId;
      readonly role: Role;
      /** True while the shop requires a second factor of staff and this one has none: then their role grants nothing. */
      readonly enrolmentDue: boolean;
    }
  | { readonly kind: "system" };

export const SYSTEM: Actor = { kind: "system" };

/** Whether an actor has a permission now. Permissions are decided nowhere else. */
export function mayAct(actor: Actor, permission: Permission): boolean {
  return actor.kind === "user" && !actor.enrolmentDue && holds(actor.role, permission);
}

/** The user behind an actor who has a permission. Throws `sign_in_required`, `forbidden` or `second_factor_enrolment_required`. */
export function requireStaff(actor: Actor, permission: Permission): Extract<Actor, { kind: "user" }> {
  if (actor.kind !== "user") throw new AppError("sign_in_required");
  if (!mayAct(actor, permission))
    // Only a person who would be let in learns what is missing.
    throw new AppError(holds(actor.role, permission) ? "second_factor_enrolment_required" : "forbidden");
  return actor;
}
