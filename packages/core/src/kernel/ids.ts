import { createHash, randomBytes, randomInt } from "node:crypto";
import { ORDER_NUMBER_ALPHABET, OrderNumber } from "@cartwright/contracts/ids";
import { uuidv7 } from "uuidv7";

/** A new time-ordered id, branded by the caller: `newId<OrderId>()`. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the brand
export function newId<Id extends string = string>(): Id {
  return uuidv7() as Id; // a version 7 UUID satisfies every id schema of contracts/ids
}

/** A new order number. The caller's unique constraint catches a collision (one in 10^11). */
export function newOrderNumber(): OrderNumber {
  const symbols = Array.from({ length: 8 }, () => ORDER_NUMBER_ALPHABET[randomInt(ORDER_NUMBER_ALPHABET.length)]).join(
    "",
  );
  return OrderNumber.parse(`CW-${symbols.slice(0, 4)}-${symbols.slice(4)}`);
}

/** A secret for a cookie or a link: 256 bits as base64url (43 characters). */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** The stored form of a secret: its SHA-256 (32 bytes). Secrets are long and random, so no salt is needed. */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/** A UUID (version 8) that is always the same for the same input. */
export function derivedId(...words: readonly string[]): string {
  const hash = createHash("sha256").update(words.join("\n")).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** The id by which a guest's open sockets are known. It leads back neither to the cookie nor to its stored hash. */
export function guestSocketId(guestHash: Buffer): string {
  return derivedId("guest socket", guestHash.toString("hex"));
}
