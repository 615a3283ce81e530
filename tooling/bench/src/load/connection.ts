import { connect, type Socket } from "node:net";

export interface RawResponse {
  readonly status: number;
  /** Header names are matched in lower case. The head is kept as received. */
  readonly head: string;
  readonly body: Buffer;
}

interface Waiting {
  readonly resolve: (response: RawResponse) => void;
  readonly reject: (error: Error) => void;
}

const HEAD_END = Buffer.from("\r\n\r\n");
const EMPTY = Buffer.alloc(0);

/** Value of a header in a head, or undefined. */
export function headerOf(head: string, name: string): string | undefined {
  return new RegExp(`^${name}:[ \\t]*(.*)$`, "im").exec(head)?.[1]?.trim();
}

/** Decodes a chunked body and returns where it ends. Null while it is incomplete. */
export function readChunked(bytes: Buffer, from: number): { readonly body: Buffer; readonly end: number } | null {
  const parts: Buffer[] = [];
  for (let at = from; ;) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) return null;
    const size = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16);
    const end = lineEnd + 2 + size;
    if (bytes.length < end + 2) return null;
    if (size === 0) return { body: Buffer.concat(parts), end: end + 2 };
    parts.push(bytes.subarray(lineEnd + 2, end));
    at = end + 2;
  }
}

/** The first complete response in these bytes, and its end; null while it is incomplete. */
export function readResponse(bytes: Buffer): { readonly response: RawResponse; readonly end: number } | null {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd < 0) return null;
  const head = bytes.toString("latin1", 0, headEnd);
  const status = Number(head.slice(9, 12));
  const from = headEnd + HEAD_END.length;
  const length = headerOf(head, "content-length");
  if (length !== undefined || status === 204 || status === 304) {
    const end = from + Number(length ?? 0);
    return bytes.length < end ? null : { response: { status, head, body: bytes.subarray(from, end) }, end };
  }
  const chunked = readChunked(bytes, from);
  return chunked && { response: { status, head, body: chunked.body }, end: chunked.end };
}

/** One persistent connection with one request at a time. Node's own client costs several times as much per request. */
export interface Connection {
  readonly usable: () => boolean;
  send: (request: Buffer) => Promise<RawResponse>;
  close: () => void;
}

const TIMEOUT_MS = 30_000;

export function openConnection(host: string, port: number): Connection {
  const socket: Socket = connect(port, host);
  socket.setNoDelay(true);
  socket.setTimeout(TIMEOUT_MS);
  let received: Buffer = EMPTY;
  let waiting: Waiting | null = null;
  let broken = false;

  function fail(error: Error): void {
    broken = true;
    socket.destroy();
    waiting?.reject(error);
    waiting = null;
  }
  socket.on("error", fail);
  socket.on("timeout", () => fail(new Error(`no response in ${TIMEOUT_MS} ms`)));
  socket.on("close", () => fail(new Error("the connection was closed")));
  socket.on("data", (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const read = readResponse(received);
    if (!read || !waiting) return;
    received = received.subarray(read.end);
    if (/^connection:[ \t]*close/im.test(read.response.head)) broken = true;
    const { resolve } = waiting;
    waiting = null;
    resolve(read.response);
  });
  return {
    usable: () => !broken,
    send: (request) =>
      new Promise((resolve, reject) => {
        if (broken) {
          reject(new Error("the connection is broken"));
          return;
        }
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => void socket.destroy(),
  };
}
