/**
 * The idempotency key of an order that is being placed, kept for this tab: a double click, a reload or a retry for the same
 * cart sends the same key and so gets the same order. No personal data is stored.
 */
export interface Attempt {
  readonly cartId: string;
  readonly key: string;
  /** Whether an order was sent with this key, so that it may exist although no response came. */
  readonly sent: boolean;
}

const STORAGE_KEY = "cartwright.checkout";
const PLACED_KEY = "cartwright.placed";

function isAttempt(value: unknown): value is Attempt {
  return (
    typeof value === "object" &&
    value !== null &&
    "cartId" in value &&
    typeof value.cartId === "string" &&
    "key" in value &&
    typeof value.key === "string" &&
    "sent" in value &&
    typeof value.sent === "boolean"
  );
}

/** The stored attempt; null when there is none or storage is disabled. */
export function rememberedAttempt(): Attempt | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "null");
    return isAttempt(value) ? value : null;
  } catch {
    return null;
  }
}

function remember(attempt: Attempt): Attempt {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(attempt));
  } catch {
    // Without storage the key lives as long as the page, which still covers double clicks and retries.
  }
  return attempt;
}

/** The attempt for a cart: the stored one if it is for this cart, else a new one. */
export function attemptFor(cartId: string): Attempt {
  const known = rememberedAttempt();
  return known?.cartId === cartId ? known : remember({ cartId, key: crypto.randomUUID(), sent: false });
}

/** Records, before the request is sent, that an order may exist with this key. */
export function markSent(attempt: Attempt): Attempt {
  return remember({ ...attempt, sent: true });
}

/** Discards the key: the next attempt is another order. */
export function forgetAttempt(): void {
  try {
    sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // Nothing was stored.
  }
}

/** Once the shopper has reached the order, only its number is kept: Back shows where the order is. */
export function markPlaced(number: string): void {
  forgetAttempt();
  try {
    sessionStorage.setItem(PLACED_KEY, number);
  } catch {
    // Without storage, Back shows an empty checkout.
  }
}

/** The last order that was placed in this tab. */
export function lastPlaced(): string | null {
  try {
    const number = sessionStorage.getItem(PLACED_KEY);
    return number !== null && /^CW-[0-9A-Z-]{9}$/.test(number) ? number : null;
  } catch {
    return null;
  }
}
