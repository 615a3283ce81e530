/**
 * The key of an order that is about to be placed, kept for this tab: a double click, a reload or another try of the same
 * cart carries the same key, and so lands on the same order. Nothing personal is kept.
 */
export interface Attempt {
  readonly cartId: string;
  readonly key: string;
  /** Whether an order was sent under this key, so that it may exist although no answer came. */
  readonly sent: boolean;
}

const STORAGE_KEY = "cartwright.checkout";

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

/** What this tab remembers; null when it remembers nothing, or storage is switched off. */
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
    // Without storage the key lasts as long as the page, which still covers double clicks and tries again.
  }
  return attempt;
}

/** The attempt for a cart: the remembered one if it is for this cart, else a new one. */
export function attemptFor(cartId: string): Attempt {
  const known = rememberedAttempt();
  return known?.cartId === cartId ? known : remember({ cartId, key: crypto.randomUUID(), sent: false });
}

/** Notes, before the request leaves, that an order may exist under this key. */
export function markSent(attempt: Attempt): Attempt {
  return remember({ ...attempt, sent: true });
}

/** Forgets the key, once the shopper has arrived at an order: what he buys next is another. */
export function forgetAttempt(): void {
  try {
    sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // Nothing was kept, then.
  }
}
