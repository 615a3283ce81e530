import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { SHOP_NAME } from "@cartwright/messages/shop-name";

/** RFC 6238 with the defaults of every authenticator app: HMAC-SHA1, 30 seconds, six digits. */
export const STEP_SECONDS = 30;
const DIGITS = 6;
/** 160 bits, the length of the hash, as RFC 4226 recommends. */
const SECRET_BYTES = 20;
/** Steps before and after the current one that are accepted too: clocks differ, and typing takes time. */
const WINDOW = 1;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A new secret in base32, as apps expect it (32 letters and digits). */
export function newTotpSecret(): string {
  // 256 is a multiple of 32, so the five bits taken from each byte are uniform.
  return Array.from(randomBytes((SECRET_BYTES * 8) / 5), (byte) => ALPHABET[byte & 31]).join("");
}

function fromBase32(text: string): Buffer {
  const bits = Array.from(text, (letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
}

/** The code of one step, by RFC 4226. `secret` is base32. */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

/**
 * The time step that a code belongs to, among those around `now` and after `lastUsed`. Null when there is none. A used step
 * and all steps before it are no longer valid.
 */
export function matchStep(
  secret: string,
  code: string,
  steps: { readonly now: number; readonly lastUsed: number | null },
): number | null {
  const typed = Buffer.from(code);
  let matched: number | null = null;
  for (let step = steps.now - WINDOW; step <= steps.now + WINDOW; step += 1) {
    const expected = Buffer.from(codeAt(secret, step));
    const equal = typed.length === expected.length && timingSafeEqual(typed, expected);
    if (equal && step > (steps.lastUsed ?? -1)) matched ??= step;
  }
  return matched;
}

/** The URI that an app reads from the QR code, or opens as a link on the same device. */
export function otpauthUri(secret: string, email: string): string {
  const label = `${encodeURIComponent(SHOP_NAME)}:${encodeURIComponent(email)}`;
  // Apps assume length, period and hash. Leaving them out makes a code that scans more easily.
  const fields = new URLSearchParams({ secret, issuer: SHOP_NAME });
  return `otpauth://totp/${label}?${fields.toString()}`;
}
