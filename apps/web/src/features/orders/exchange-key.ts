import { reasonOf } from "../../trpc/failure.ts";

/** What became of a key: one that opens nothing is `invalid`; after any other failure it may still open the order. */
export type KeyExchange =
  | { readonly state: "opened" | "invalid" }
  | { readonly state: "failed"; readonly error: unknown };

/** Whether the shop said that the key opens nothing. */
export const opensNothing = (error: unknown): boolean => ["not_found", "invalid_input"].includes(reasonOf(error));

interface Address {
  readonly key: string;
  readonly removeKey: () => void;
}

/**
 * Exchanges the key in the address for access to its order. The key is removed once it was exchanged or is known to open
 * nothing, so that it is not copied or kept in the history. Until then it stays, for a retry or a reload.
 */
export async function exchangeKey(
  { key, removeKey }: Address,
  openLink: (key: string) => Promise<unknown>,
): Promise<KeyExchange> {
  if (key === "") return { state: "invalid" };
  try {
    await openLink(key);
  } catch (error) {
    if (!opensNothing(error)) return { state: "failed", error };
    removeKey();
    return { state: "invalid" };
  }
  removeKey();
  return { state: "opened" };
}
