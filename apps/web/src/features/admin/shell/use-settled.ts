"use client";

import { useEffect, useState } from "react";

const SETTLE_MS = 180;

/** The value once it has stopped changing, so that not every letter is a question. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
