import type { SessionId, UserId } from "@cartwright/contracts/ids";
import type { Role } from "@cartwright/contracts/permissions";

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
      readonly guestHash: Buffer | null;
    }
  | { readonly kind: "system" };

export const SYSTEM: Actor = { kind: "system" };
