import { createHmac, timingSafeEqual } from "node:crypto";
import type { OrderNumber } from "@cartwright/contracts/ids";

/** Separates these signatures from other uses of the same secret. */
const PURPOSE = "order-link:1:";

const sign = (secret: string, number: OrderNumber) =>
  createHmac("sha256", secret)
    .update(PURPOSE + number)
    .digest();

function firstOf(secrets: readonly string[]): string {
  const [secret] = secrets;
  if (!secret) throw new Error("no secret to sign order links with");
  return secret;
}

/**
 * The key that opens an order for anyone who has its mail: HMAC-SHA256 of its number with the first secret, 43 characters.
 */
export function orderKey(secrets: readonly string[], number: OrderNumber): string {
  return sign(firstOf(secrets), number).toString("base64url");
}

/**
 * The URL of an order's page in mails. The page exchanges the key for a cookie at once (`orders.openLink`) and removes it
 * from the address bar.
 */
export function orderLink(
  site: { readonly publicOrigin: string; readonly linkSecrets: readonly string[] },
  number: OrderNumber,
): string {
  return `${site.publicOrigin}/orders/${number}?key=${orderKey(site.linkSecrets, number)}`;
}

/**
 * Whether a key opens an order. Any of the secrets may have signed it, so that they can be rotated. Compared in constant
 * time.
 */
export function isOrderKey(secrets: readonly string[], number: OrderNumber, key: string): boolean {
  const given = Buffer.from(key, "base64url");
  if (given.length !== 32) return false;
  return secrets.map((secret) => timingSafeEqual(sign(secret, number), given)).includes(true);
}
