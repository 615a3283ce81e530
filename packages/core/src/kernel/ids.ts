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
