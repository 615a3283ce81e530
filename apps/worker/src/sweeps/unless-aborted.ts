/**
 * What `work` comes to, or `instead` as soon as the signal is aborted. Leaves nothing behind on the signal: a race with one promise
 * for the life of a loop would keep every round of it in memory.
 */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>, instead: T): Promise<T> {
  const { promise: aborted, resolve } = Promise.withResolvers<T>();
  const abort = () => resolve(instead);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
