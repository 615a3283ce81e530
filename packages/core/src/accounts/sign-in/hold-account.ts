import { UserId } from "@cartwright/contracts/ids";
import { holds, isStaff, type Permission } from "@cartwright/contracts/permissions";
import type { Tx } from "@cartwright/db/transaction";
import { AppError } from "../../kernel/app-error.ts";
import type { AuditEntry } from "../../kernel/append-audit.ts";
import { lockUsers, type User } from "../users.sql.ts";

/** Who acts on somebody's account, from where and why; and the permission that he must still hold when the act begins. */
export interface AccountAct extends Pick<AuditEntry, "actor" | "address" | "requestId" | "reason"> {
  readonly needs: Permission;
}

/** Whose accounts an act is for: with a permission for customers nobody reaches staff. */
export type Among = "customers" | "staff" | "everybody";

export interface HeldAccount {
  readonly user: User;
  /** Whether an active admin would remain if this account were none. */
  readonly hasOtherAdmin: boolean;
}

const belongs = (user: User, among: Among) => among === "everybody" || isStaff(user.role) === (among === "staff");

/** What of an act goes into the audit log. */
export function auditOfAct({ actor, address, requestId, reason }: AccountAct) {
  return {
    actor,
    ...(address === undefined ? {} : { address }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function refuseUnlessAllowed(act: AccountAct, held: readonly User[]): void {
  if (act.actor.kind === "system") return;
  const { actor } = act;
  const by = actor.kind === "user" ? held.find((user) => user.id === actor.id) : undefined;
  if (by?.status !== "active" || !holds(by.role, act.needs)) throw new AppError("forbidden");
}

const idsOf = ({ actor }: AccountAct): UserId[] => (actor.kind === "user" ? [UserId.parse(actor.id)] : []);

/**
 * Locks an account, that of whoever acts on it, and those of all admins, until the transaction ends. The permission is asked
 * for once more under the lock: of two admins who take each other's role at the same moment, the second has none any more.
 * Throws `forbidden`, and `not_found` for an account that is not there or not among those that the act is for.
 */
export async function holdAccount(
  tx: Tx,
  account: { readonly userId: UserId; readonly among: Among },
  act: AccountAct,
): Promise<HeldAccount> {
  const held = await lockUsers(tx, [account.userId, ...idsOf(act)], true);
  refuseUnlessAllowed(act, held);
  const user = held.find(({ id }) => id === account.userId);
  if (!user || !belongs(user, account.among)) throw new AppError("not_found");
  const hasOtherAdmin = held.some(({ id, role, status }) => id !== user.id && role === "admin" && status === "active");
  return { user, hasOtherAdmin };
}

/** The same for an act on no account in particular. Throws `forbidden`. */
export async function holdActor(tx: Tx, act: AccountAct): Promise<void> {
  const ids = idsOf(act);
  refuseUnlessAllowed(act, ids.length === 0 ? [] : await lockUsers(tx, ids, false));
}

/** Before an account loses what it may do: nobody does that to himself, and an admin must remain. Throws `own_account` or `last_admin`. */
export function refuseLoss({ user, hasOtherAdmin }: HeldAccount, { actor }: AccountAct): void {
  if (actor.kind === "user" && actor.id === user.id) throw new AppError("own_account");
  if (user.role === "admin" && user.status === "active" && !hasOtherAdmin) throw new AppError("last_admin");
}
