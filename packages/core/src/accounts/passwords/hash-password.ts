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
 * A password in the one form of its characters (NFKC): devices send the same letters in different code points. Nothing else
 * changes; case, spaces and length count.
 */
export const normalizePassword = (password: string): string => password.normalize("NFKC");

/** Hashes a normalised password (UTF-8, not truncated) to the form that {@link verifyPassword} reads. */
export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normalizePassword(password), COST));
}

/**
 * How a password matches a hash: `normalized`, or `as_typed`, by which hashes from before normalisation are still found. A
 * null hash (no such account) never matches, and takes just as long: how much work is done depends on what was typed alone.
 */
export async function matchPassword(
  passwordHash: string | null,
  password: string,
): Promise<"normalized" | "as_typed" | null> {
  const matches = async (form: string) =>
    (await inTurn(() => verify(passwordHash ?? DUMMY_HASH, form))) && passwordHash !== null;
  const normalized = normalizePassword(password);
  if (await matches(normalized)) return "normalized";
  return normalized !== password && (await matches(password)) ? "as_typed" : null;
}

/** Whether the password is the one that was hashed, in either form of {@link matchPassword}. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  return (await matchPassword(passwordHash, password)) !== null;
}

/** Whether a hash was made with lower costs than today's and should be renewed at the next log-in. */
export function isOutdated(passwordHash: string): boolean {
  const used = parseOptions(passwordHash);
  return used.memoryCost < COST.memoryCost || used.timeCost < COST.timeCost;
}
