import { UserId } from "@cartwright/contracts/ids";
import { holds, isStaff, type Permission } from "@cartwright/contracts/permissions";
import type { Tx } from "@cartwright/db/transaction";
import { AppError } from "../../kernel/app-error.ts";
import type { AuditEntry } from "../../kernel/append-audit.ts";
import { lockUsers, type User } from "../users.sql.ts";

/** Who acts on an account, from where and why, and the permission they must still have when the action begins. */
export interface AccountAct extends Pick<AuditEntry, "actor" | "address" | "requestId" | "reason"> {
  readonly needs: Permission;
}

/** Which accounts an action is for: a permission for customers does not reach staff. */
export type Among = "customers" | "staff" | "everybody";

export interface HeldAccount {
  readonly user: User;
  /** Whether another active admin remains without this account. */
  readonly hasOtherAdmin: boolean;
}

const belongs = (user: User, among: Among) => among === "everybody" || isStaff(user.role) === (among === "staff");

/** The audit entry of an action. */
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
 * Locks an account, the actor's account and those of all admins until the transaction ends. The permission is checked again
 * under the lock: of two admins who take each other's role at the same time, the second no longer has it. Throws
 * `forbidden`, and `not_found` for an account that does not exist or that the action is not for.
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

/** The same for an action on no particular account. Throws `forbidden`. */
export async function holdActor(tx: Tx, act: AccountAct): Promise<void> {
  const ids = idsOf(act);
  refuseUnlessAllowed(act, ids.length === 0 ? [] : await lockUsers(tx, ids, false));
}

/**
 * Checks before an account loses rights: no one does that to themselves, and an admin must remain. Throws `own_account` or
 * `last_admin`.
 */
export function refuseLoss({ user, hasOtherAdmin }: HeldAccount, { actor }: AccountAct): void {
  if (actor.kind === "user" && actor.id === user.id) throw new AppError("own_account");
  if (user.role === "admin" && user.status === "active" && !hasOtherAdmin) throw new AppError("last_admin");
}
