/** How a figure differs from the one before it. `rate`: per cent of the one before, as text; null when that was zero. */
export interface Change {
  readonly direction: "more" | "less" | "same";
  readonly rate: string | null;
}

/** Compares two figures, neither of them negative. */
export function changeOf(now: number, before: number): Change {
  if (now === before) return { direction: "same", rate: null };
  const direction = now > before ? "more" : "less";
  if (before === 0) return { direction, rate: null };
  const percent = (Math.abs(now - before) / before) * 100;
  // Rounded down, so that "100% less" is only said of nothing.
  return { direction, rate: percent < 1 ? "<1" : Math.floor(percent).toLocaleString("en") };
}
