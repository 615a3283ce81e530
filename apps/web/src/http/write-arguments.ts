/** The arguments of `write` or `end` of a stream, in one shape: chunk and encoding may both be left out. */
export interface WriteArguments {
  readonly chunk: unknown;
  readonly encoding: BufferEncoding;
  readonly callback: (() => void) | undefined;
}

export const NOTHING: WriteArguments = { chunk: undefined, encoding: "utf8", callback: undefined };

/** Sorts arguments as Node's own `write` and `end` do. */
export function readWriteArguments(args: readonly unknown[]): WriteArguments {
  const [first, second] = args;
  return {
    chunk: typeof first === "function" ? undefined : first,
    encoding: typeof second === "string" ? (second as BufferEncoding) : "utf8", // Node's own contract
    callback: args.find((argument) => typeof argument === "function") as (() => void) | undefined, // Node's own contract
  };
}

/** The chunk as bytes; null where there is none. A chunk of another type is left to Node to refuse. */
export function bytesOf({ chunk, encoding }: WriteArguments): Buffer | null {
  if (typeof chunk === "string") return Buffer.from(chunk, encoding);
  return chunk instanceof Uint8Array ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) : null;
}
