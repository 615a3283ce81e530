import { createHash } from "node:crypto";
import { mailboxOf } from "@cartwright/contracts/mailbox";
import { isAppError } from "@cartwright/core/kernel/app-error";
import type { ApiContext } from "../context.ts";

type Caller = Pick<ApiContext, "deps" | "address" | "actor">;

/**
 * Counts a call that makes the shop send a mail: against a budget of the caller's network, and against those of the mailbox (ten
 * in a quarter of an hour, thirty a day), whoever asks. `email` is null where the mailbox is protected otherwise: a member's own,
 * verified address, or an order that costs money. Throws `rate_limited`.
 */
export async function countMail({ deps, address, actor }: Caller, email: string | null): Promise<void> {
  await deps.limiter.count("mail", { address, actor });
  if (email !== null) await countMailbox({ deps, address, actor }, email);
}

async function countMailbox({ deps, address, actor }: Caller, email: string): Promise<void> {
  const subject = createHash("sha256").update(mailboxOf(email)).digest("base64url");
  await deps.limiter.count("mailbox", { address, actor, subject });
  await deps.limiter.count("mailbox_day", { address, actor, subject });
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

/** Whether the budgets of a mailbox allow a mail to it, for a call that was counted against that of its network. */
export async function mayMailTo(caller: Caller, email: string): Promise<boolean> {
  return isWithin(countMailbox(caller, email));
}

/** Whether the budgets of {@link countMail} allow a mail, for calls that respond alike whether they send one or not. */
export async function mayMail(caller: Caller, email: string): Promise<boolean> {
  return isWithin(countMail(caller, email));
}
