/** Lets at most `max` calls run at once; the others wait their command, first come, first served. */
export function createLimiter(max: number): <T>(call: () => Promise<T>) => Promise<T> {
  const line: (() => void)[] = [];
  let running = 0;
  return async (call) => {
    if (running >= max) await new Promise<void>((resolve) => line.push(resolve));
    else running += 1;
    try {
      return await call();
    } finally {
      // The place goes straight to the next in line.
      const next = line.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
