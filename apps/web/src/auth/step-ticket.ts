import { createHmac, timingSafeEqual } from "node:crypto";
import { deriveKeys } from "@cartwright/core/accounts/second-factor/derive-key";

/** How long somebody may take to find his code. */
export const STEP_SECONDS = 5 * 60;

const SHAPE = /^(\d{1,12})\.([A-Za-z0-9_-]{43})$/;

const sign = (key: Uint8Array, endsAt: string, email: string) =>
  createHmac("sha256", key).update(`${endsAt}.${email}`).digest();

/**
 * Says of an address that its password was right a moment ago. It opens nothing: the second call of a log-in brings password
 * and code. But it is the same log-in, and is not counted as another one.
 */
export function issueStepTicket(secrets: readonly string[], email: string, nowMs: number): string {
  const [key] = deriveKeys(secrets, "log-in-step");
  const endsAt = String(Math.floor(nowMs / 1000) + STEP_SECONDS);
  return `${endsAt}.${sign(key.bytes, endsAt, email).toString("base64url")}`;
}

/** Whether a ticket is one of ours, for this address, and in its time. */
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
