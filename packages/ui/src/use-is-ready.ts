"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Whether the script of what is shown is there: false in the server's markup, and until the browser has taken it over. */
export function useIsReady(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
