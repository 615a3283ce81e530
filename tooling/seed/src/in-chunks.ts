/** Calls `work` with consecutive chunks of a list. Not called for an empty list. */
export async function inChunks<T>(
  list: readonly T[],
  size: number,
  work: (chunk: readonly T[]) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < list.length; start += size) await work(list.slice(start, start + size));
}
