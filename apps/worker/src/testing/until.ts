import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";

/** Polls `check` until it returns something other than null, and returns that. */
export async function until<T>(check: () => Promise<T | null>): Promise<T> {
  const deadline = performance.now() + WAIT_MS_MAX;
  for (;;) {
    const found = await check();
    if (found !== null) return found;
    if (performance.now() > deadline) throw new Error(`did not happen within ${WAIT_MS_MAX} ms`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
