import { createHash } from "node:crypto";
import { mailboxOf } from "@cartwright/contracts/mailbox";
import { isAppError } from "@cartwright/core/kernel/app-error";
import type { ApiContext } from "../context.ts";

/**
 * Counts a call that makes the shop mail an address that its caller typed: against a budget of the mailbox, whoever asks, and
 * against one of the caller's network. `email` is null where the mailbox is protected otherwise: a member's own, verified address, or
 * an order's, which gets one new link an hour. Throws `rate_limited`.
 */
export async function countMail(
  { deps, address, actor }: Pick<ApiContext, "deps" | "address" | "actor">,
  email: string | null,
): Promise<void> {
  const subject = email === null ? {} : { subject: createHash("sha256").update(mailboxOf(email)).digest("base64url") };
  await deps.limiter.count("mail", { address, actor, ...subject });
}

/** Whether the budgets of {@link countMail} allow a mail, for calls that respond alike whether they send one or not. */
export async function mayMail(ctx: Pick<ApiContext, "deps" | "address" | "actor">, email: string): Promise<boolean> {
  try {
    await countMail(ctx, email);
    return true;
  } catch (error) {
    if (isAppError(error, "rate_limited")) return false;
    throw error;
  }
}
