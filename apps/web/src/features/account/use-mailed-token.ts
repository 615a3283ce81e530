"use client";

import { useSyncExternalStore } from "react";

const subscribe = (changed: () => void) => {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
};
const read = () => new URLSearchParams(window.location.hash.slice(1)).get("token") ?? "";

/**
 * The secret of the mailed link that led here. It stands behind the `#` and so never reached the server with the page.
 * Undefined until the page runs in a browser; empty when the link is not whole.
 */
export function useMailedToken(): string | undefined {
  return useSyncExternalStore(subscribe, read, () => undefined);
}
