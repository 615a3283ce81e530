"use client";

import { useSyncExternalStore } from "react";

const subscribe = (changed: () => void) => {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
};
const read = () => new URLSearchParams(window.location.hash.slice(1)).get("token") ?? "";

/**
 * The token of the emailed link that led here. It is in the fragment, so it was never sent to the server with the page.
 * Undefined on the server; empty when the link is incomplete.
 */
export function useMailedToken(): string | undefined {
  return useSyncExternalStore(subscribe, read, () => undefined);
}
