import type { ServerResponse } from "node:http";
import { buildCsp, hashInlineScripts, hashInlineStyles, NOTHING_CSP } from "./csp.ts";

export interface AnswerPolicy {
  readonly headers: readonly (readonly [string, string])[];
  readonly connectOrigins: readonly string[];
  /** The nonce that a page rendered for this request carries. */
  readonly nonce: string;
  readonly development: boolean;
}

const CSP = "Content-Security-Policy";
/** A page that needs its hashes counted is held back whole; more than this is not a page. */
const HELD_BYTES_MAX = 8 * 1024 * 1024;

const isHtml = (response: ServerResponse) =>
  String(response.getHeader("content-type") ?? "")
    .toLowerCase()
    .startsWith("text/html");

function toBuffer(chunk: unknown, encoding: unknown): Buffer | null {
  if (chunk === null || chunk === undefined || typeof chunk === "function") return null;
  if (typeof chunk === "string")
    return Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8"); // Node's own contract
  return chunk instanceof Uint8Array ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) : null;
}

/**
 * Puts the security headers on an answer, whoever writes it. What is not HTML may do nothing. A page from the page cache
 * brings its policy along. Any other page is looked at: one whose first bytes carry this request's nonce streams on under
 * the nonce policy; one without (a prerendered error page, a page on its way into the cache) is held back until it is
 * whole and gets a policy of its own hashes.
 */
export function guardAnswer(response: ServerResponse, policy: AnswerPolicy): void {
  for (const [name, value] of policy.headers) response.setHeader(name, value);

  // The methods as they were; they are put back as soon as this answer needs no more watching.
  const original = {
    writeHead: response.writeHead.bind(response),
    write: response.write.bind(response),
    end: response.end.bind(response),
    flushHeaders: response.flushHeaders.bind(response),
  };
  const { connectOrigins, nonce } = policy;
  let held: Buffer[] | null = null;
  let heldBytes = 0;

  const stepAside = () => Object.assign(response, original);

  /** Decides the policy from the headers that are set by now. False when the body has to be seen first. */
  function decide(): boolean {
    response.removeHeader("X-Powered-By");
    settleCacheControl(response);
    if (!response.hasHeader(CSP)) {
      if (!isHtml(response)) response.setHeader(CSP, NOTHING_CSP);
      else if (policy.development) response.setHeader(CSP, buildCsp({ connectOrigins, development: true }));
      else {
        held = [];
        return false;
      }
    }
    stepAside();
    return true;
  }

  /** Keeps a piece of the body; sends all of it on as soon as the policy is known. */
  function hold(pieces: Buffer[], piece: Buffer): void {
    pieces.push(piece);
    heldBytes += piece.length;
    const carriesNonce = pieces.length === 1 && piece.includes(`nonce="${nonce}"`);
    if (!carriesNonce && heldBytes <= HELD_BYTES_MAX) return;
    response.setHeader(CSP, buildCsp(carriesNonce ? { nonce, connectOrigins } : { connectOrigins }));
    held = null;
    stepAside();
    original.write(Buffer.concat(pieces));
  }

  Object.assign(response, {
    writeHead(status: number, ...rest: unknown[]) {
      response.statusCode = status;
      if (typeof rest[0] === "string") response.statusMessage = rest[0];
      setAll(response, typeof rest[0] === "string" ? rest[1] : rest[0]);
      if (held === null && decide()) original.writeHead(status);
      return response;
    },
    write(chunk: unknown, encoding?: unknown, done?: unknown) {
      if (held === null && decide()) return Reflect.apply(original.write, response, [chunk, encoding, done]);
      const piece = toBuffer(chunk, encoding);
      if (held !== null && piece) hold(held, piece);
      const callback = typeof encoding === "function" ? encoding : done;
      if (typeof callback === "function") process.nextTick(callback as () => void); // Node's own contract
      return true;
    },
    end(...args: unknown[]) {
      if (held === null && decide()) return Reflect.apply(original.end, response, args);
      const callback = args.find((argument) => typeof argument === "function");
      const piece = toBuffer(args[0], args[1]);
      if (held !== null && piece) hold(held, piece);
      if (held === null) return Reflect.apply(original.end, response, [callback]);
      const whole = Buffer.concat(held);
      response.setHeader(CSP, hashPolicy(whole.toString("utf8"), connectOrigins));
      held = null;
      stepAside();
      return Reflect.apply(original.end, response, whole.length > 0 ? [whole, callback] : [callback]);
    },
    flushHeaders() {
      if (held === null && decide()) original.flushHeaders();
    },
  });
}

function hashPolicy(html: string, connectOrigins: readonly string[]): string {
  return buildCsp({ scriptHashes: hashInlineScripts(html), styleHashes: hashInlineStyles(html), connectOrigins });
}

/** A kept page may bring a second word about keeping it; the stricter one counts. */
function settleCacheControl(response: ServerResponse): void {
  const words = response.getHeader("Cache-Control");
  if (!Array.isArray(words)) return;
  response.setHeader("Cache-Control", words.find((word) => word.includes("no-store")) ?? words[0] ?? "no-store");
}

/** Headers as `writeHead` takes them: an object, or a flat or nested list. */
function setAll(response: ServerResponse, headers: unknown): void {
  if (typeof headers !== "object" || headers === null) return;
  if (!Array.isArray(headers)) {
    for (const [name, value] of Object.entries(headers)) {
      if (typeof value === "string" || typeof value === "number" || Array.isArray(value))
        response.setHeader(name, value as string | number | string[]); // the shapes that a header value has
    }
    return;
  }
  const flat: unknown[] = headers.flat();
  for (let index = 0; index + 1 < flat.length; index += 2)
    response.appendHeader(String(flat[index]), String(flat[index + 1]));
}
