"use client";

import { useEffect } from "react";

const SETTLE_MS = 180;

/**
 * Writes a list's search to the URL once it has stopped changing, at the latest on the next click: changing the URL while
 * the router is navigating would cancel the navigation.
 */
export function useListUrl(path: string): void {
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
