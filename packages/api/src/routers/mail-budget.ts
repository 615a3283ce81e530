import { createHash } from "node:crypto";
import { mailboxOf } from "@cartwright/contracts/mailbox";
import { isAppError } from "@cartwright/core/kernel/app-error";
import type { ApiContext } from "../context.ts";

type Caller = Pick<ApiContext, "deps" | "address" | "actor">;

/** What a mail is about. Both have budgets of their own, so that neither uses up the other's. */
type Topic = "order" | "account";
const BUDGETS = { order: ["mailbox", "mailbox_day"], account: ["mailbox_account", "mailbox_account_day"] } as const;

async function countMailbox({ deps, address, actor }: Caller, topic: Topic, email: string): Promise<void> {
  const subject = createHash("sha256").update(mailboxOf(email)).digest("base64url");
  for (const budget of BUDGETS[topic]) await deps.limiter.count(budget, { address, actor, subject });
}

/**
 * Counts a call that makes the shop send a mail about an order: against a budget of the caller's network, and against those of the
 * mailbox (ten in a quarter of an hour, thirty a day), whoever asks. `email` is null where the mailbox is protected otherwise: a
 * member's own, verified address, or an order that costs money; or where {@link mayMailTo} counts it. Throws `rate_limited`.
 */
export async function countMail({ deps, address, actor }: Caller, email: string | null): Promise<void> {
  await deps.limiter.count("mail", { address, actor });
  if (email !== null) await countMailbox({ deps, address, actor }, "order", email);
}

/** The same for a mail about an account: ten a day to a mailbox from one network, sixty from all. */
export async function countAccountMail({ deps, address, actor }: Caller, email: string): Promise<void> {
  await deps.limiter.count("mail", { address, actor });
  await countMailbox({ deps, address, actor }, "account", email);
}

async function isWithin(counting: Promise<void>): Promise<boolean> {
  try {
    await counting;
    return true;
  } catch (error) {
    if (isAppError(error, "rate_limited")) return false;
    throw error;
  }
}

/** Whether the budgets of a mailbox allow a mail about an order, for a call that was counted against that of its network. */
export async function mayMailTo(caller: Caller, email: string): Promise<boolean> {
  return isWithin(countMailbox(caller, "order", email));
}

/** Whether the budgets of {@link countAccountMail} allow a mail, for calls that respond alike whether they send one or not. */
export async function mayMailAccount(caller: Caller, email: string): Promise<boolean> {
  return isWithin(countAccountMail(caller, email));
}
