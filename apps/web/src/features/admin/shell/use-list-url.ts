"use client";

import { useEffect } from "react";

const SETTLE_MS = 180;

/**
 * Lets the address follow what a list is narrowed to, once that has stopped changing; at the latest with the next click.
 * A change of the address while the router is on its way to another page would call it back.
 */
export function useListAddress(path: string): void {
  useEffect(() => {
    const write = () => {
      stop();
      const { pathname, search } = window.location;
      if (pathname + search !== path) window.history.replaceState(null, "", path);
    };
    const timer = setTimeout(write, SETTLE_MS);
    const stop = () => {
      clearTimeout(timer);
      document.removeEventListener("click", write, { capture: true });
    };
    document.addEventListener("click", write, { capture: true });
    return stop;
  }, [path]);
}
