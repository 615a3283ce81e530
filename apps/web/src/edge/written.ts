/** What somebody gave to `write` or `end`, as bytes; null where there is no piece of a body in it. */
export function bytesOf(chunk: unknown, encoding?: unknown): Buffer | null {
  if (typeof chunk === "string")
    return Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8"); // Node's own contract
  return chunk instanceof Uint8Array ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) : null;
}

/** The callback among such arguments: chunk and encoding may both be left out before it. */
export function callbackOf(args: readonly unknown[]): (() => void) | undefined {
  return args.find((argument) => typeof argument === "function") as (() => void) | undefined; // Node's own contract
}
