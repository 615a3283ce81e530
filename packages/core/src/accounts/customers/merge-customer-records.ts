import type { MergeRefusal } from "@cartwright/contracts/customer-merge";
import { type CustomerId, type SessionId, UserId } from "@cartwright/contracts/ids";
import { SHOP_CURRENCY } from "@cartwright/contracts/money";
import { holds, isStaff } from "@cartwright/contracts/permissions";
import type { Tx } from "@cartwright/db/transaction";
import { AppError } from "../../kernel/app-error.ts";
import { eraseAccountIn } from "../privacy/erase-account.ts";
import { ADDRESSES_MAX } from "../profile/list-addresses.ts";
import { lockUsers, type User } from "../users.sql.ts";
import { joinCustomers, lockCustomers, moveAddresses, selectEmailsOf, selectMerged, sumUp } from "./customers.sql.ts";

/** The customers of a merge and their accounts, locked. */
export interface HeldPair {
  readonly kept: HeldCustomer;
  readonly gone: HeldCustomer;
}

interface HeldCustomer {
  readonly id: CustomerId;
  readonly email: string;
  /** Null for a guest. */
  readonly account: User | null;
}

type Side = Pick<User, "status" | "hasSecondFactor"> & { readonly isVerified: boolean };

const sideOf = (account: User | null): Side | null =>
  account && {
    status: account.status,
    hasSecondFactor: account.hasSecondFactor,
    isVerified: account.emailVerifiedAt !== null,
  };

/** Why two customers cannot be merged, apart from what they ordered. */
export function findMergeRefusals(
  { kept, gone, isSame }: { readonly kept: Side | null; readonly gone: Side | null; readonly isSame: boolean },
  isAdmin: boolean,
): MergeRefusal[] {
  const accounts = [kept, gone].filter((each) => each !== null);
  return [
    ...(isSame ? (["same"] as const) : []),
    ...(kept === null && gone !== null ? (["guest_kept"] as const) : []),
    ...(accounts.some(({ status }) => status !== "active") ? (["disabled"] as const) : []),
    ...(kept?.isVerified === false ? (["unverified"] as const) : []),
    ...(!isAdmin && accounts.some((account) => account.hasSecondFactor) ? (["second_factor"] as const) : []),
  ];
}

/**
 * Locks two customers, their accounts and the actor's. Null when the one was merged into the other before. Accounts of staff are not
 * customers. Throws `not_found`, `forbidden` and what {@link findMergeRefusals} finds as `illegal_transition`.
 */
export async function holdPair(
  tx: Tx,
  { keptId, goneId }: { readonly keptId: CustomerId; readonly goneId: CustomerId },
  actorId: UserId,
): Promise<(HeldPair & { readonly refusals: MergeRefusal[] }) | null> {
  // Accounts are locked before customers, as everywhere. Of a guest there is none with this id.
  const users = await lockUsers(tx, [UserId.parse(keptId), UserId.parse(goneId), actorId], false);
  const actor = users.find(({ id }) => id === actorId);
  if (actor?.status !== "active" || !holds(actor.role, "customers:merge")) throw new AppError("forbidden");
  const merged = await selectMerged(tx, goneId);
  if (merged === keptId && keptId !== goneId) return null;
  const customers = await lockCustomers(tx, [keptId, goneId]);
  const find = (id: CustomerId): HeldCustomer => {
    const customer = customers.find((each) => each.id === id);
    const account = users.find((user) => user.id === UserId.parse(id)) ?? null;
    if (!customer || (account && isStaff(account.role)) || customer.isMember !== (account !== null))
      throw new AppError("not_found");
    return { id, email: customer.email, account };
  };
  const [kept, gone] = [find(keptId), find(goneId)];
  const sides = { kept: sideOf(kept.account), gone: sideOf(gone.account), isSame: keptId === goneId };
  return { kept, gone, refusals: findMergeRefusals(sides, actor.role === "admin") };
}

/** All addresses by which promotions may have counted two customers, 100 at most. */
export async function emailsOfPair(tx: Tx, { kept, gone }: HeldPair): Promise<string[]> {
  const owned = await selectEmailsOf(tx, [kept.id, gone.id], 100);
  return [...new Set([kept.email, gone.email, ...owned])];
}

/**
 * Merges the customer `gone` into `kept`, once their orders have moved: saved addresses as far as there is room, notes, tags and the addresses of guests.
 * The account of `gone` is erased. Returns its ended sessions.
 */
export async function mergeHeld(tx: Tx, { kept, gone }: HeldPair): Promise<SessionId[]> {
  if (kept.account && gone.account)
    await moveAddresses(tx, { from: gone.account.id, to: kept.account.id }, ADDRESSES_MAX);
  await joinCustomers(tx, gone.id, kept.id);
  const ended = gone.account ? await eraseAccountIn(tx, gone.account) : [];
  await sumUp(tx, [kept.id], SHOP_CURRENCY);
  return ended;
}
