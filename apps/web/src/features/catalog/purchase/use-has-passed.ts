"use client";

import { type RefObject, useEffect, useState } from "react";

/**
 * The sticky header covers what is beneath it. What is still to come counts as seen, or a jump from above an element to below it would
 * not be noticed.
 */
const BELOW_HEADER = { rootMargin: "-64px 0px 1000000px 0px" };

/** Whether an element has left the window upwards. */
export function useHasPassed(element: RefObject<Element | null>): boolean {
  const [hasPassed, setHasPassed] = useState(false);
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new IntersectionObserver((entries) => {
      // Several changes may come at once; only the newest still holds.
      const entry = entries.at(-1);
      if (entry) setHasPassed(!entry.isIntersecting);
    }, BELOW_HEADER);
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return hasPassed;
}
