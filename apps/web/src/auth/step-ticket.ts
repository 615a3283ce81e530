import { createHmac, timingSafeEqual } from "node:crypto";
import { deriveKeys } from "@cartwright/core/accounts/second-factor/derive-key";

/** How long a person may take to enter their code. */
export const STEP_SECONDS = 5 * 60;

const SHAPE = /^(\d{1,12})\.([A-Za-z0-9_-]{43})$/;

const sign = (key: Uint8Array, endsAt: string, email: string) =>
  createHmac("sha256", key).update(`${endsAt}.${email}`).digest();

/**
 * Proves that the password for an email address was correct a moment ago. It grants nothing: the second request of a log-in
 * carries password and code again. It only marks both requests as one log-in, which is counted once.
 */
export function issueStepTicket(secrets: readonly string[], email: string, nowMs: number): string {
  const [key] = deriveKeys(secrets, "log-in-step");
  const endsAt = String(Math.floor(nowMs / 1000) + STEP_SECONDS);
  return `${endsAt}.${sign(key.bytes, endsAt, email).toString("base64url")}`;
}

/** Whether a ticket is one of ours, for this email address, and not expired. */
export function isStepTicket(secrets: readonly string[], ticket: string | undefined, entry: StepEntry): boolean {
  const [, endsAt = "", signature = ""] = SHAPE.exec(ticket ?? "") ?? [];
  const given = Buffer.from(signature, "base64url");
  if (given.length !== 32 || Number(endsAt) * 1000 < entry.nowMs) return false;
  return deriveKeys(secrets, "log-in-step").some((key) => timingSafeEqual(given, sign(key.bytes, endsAt, entry.email)));
}

interface StepEntry {
  readonly email: string;
  readonly nowMs: number;
}
