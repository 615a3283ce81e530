import { randomBytes } from "node:crypto";
import { hash, parseOptions, verify } from "@node-rs/argon2";
import pLimit from "p-limit";
import { AppError } from "../../kernel/app-error.ts";

/**
 * argon2id (the library's default algorithm): 19 MiB, two passes, one lane. The smallest setting that OWASP names; about 20
 * ms.
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes that run at once in one process. Each holds a thread and 19 MiB. More wait; too many waiting are refused. */
const RUNNING_MAX = 2;
const WAITING_MAX = 200;

const hashing = pLimit(RUNNING_MAX);

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (hashing.pendingCount >= WAITING_MAX) throw new AppError("unavailable", { retryAfterSeconds: 5 });
  return hashing(work);
}

const base64 = (bytes: number) => randomBytes(bytes).toString("base64").replace(/=+$/, "");

/** A well-formed hash that matches no password. Checking against it takes as long as checking against a real one. */
const DUMMY_HASH = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$${base64(16)}$${base64(32)}`;

/**
 * Hashes a password exactly as typed (UTF-8, not normalised, not truncated) to the form that {@link verifyPassword} reads.
 */
export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, COST));
}

/** Whether the password is the one that was hashed. A null hash (no such account) never matches, and takes just as long. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const right = await inTurn(() => verify(passwordHash ?? DUMMY_HASH, password));
  return right && passwordHash !== null;
}

/** Whether a hash was made with lower costs than today's and should be renewed at the next log-in. */
export function isOutdated(passwordHash: string): boolean {
  const used = parseOptions(passwordHash);
  return used.memoryCost < COST.memoryCost || used.timeCost < COST.timeCost;
}
