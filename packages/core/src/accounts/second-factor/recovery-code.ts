import { randomBytes } from "node:crypto";
import { RECOVERY_CODES } from "@cartwright/contracts/second-factor";
import { hashSecret } from "../../kernel/ids.ts";

/** Crockford's base32: no I, L, O or U, so nothing read from paper is ambiguous. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SYMBOLS = 24;
const GROUP = /.{6}/g;

function newRecoveryCode(): string {
  const symbols = Array.from(randomBytes(SYMBOLS), (byte) => ALPHABET[byte & 31]).join("");
  return symbols.match(GROUP)?.join("-") ?? symbols;
}

/** Ten codes of 120 bits each: long enough for a plain hash, and short enough for a printed page. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
}

/** The hash of a code for the database, however the code was typed. */
export function hashRecoveryCode(symbols: string): Buffer {
  return hashSecret(`recovery:${symbols.replaceAll("-", "")}`);
}

export type ReadCode =
  | { readonly kind: "app"; readonly digits: string }
  | { readonly kind: "recovery"; readonly hash: Buffer };

/** Which kind of code was typed: six digits of an app, or a recovery code. Null when it can be neither. */
export function readCode(typed: string): ReadCode | null {
  const text = typed.replaceAll(/[\s-]/g, "").toUpperCase();
  if (/^\d{6}$/.test(text)) return { kind: "app", digits: text };
  const symbols = text.replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return symbols.length === SYMBOLS ? { kind: "recovery", hash: hashRecoveryCode(symbols) } : null;
}
