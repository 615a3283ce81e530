import type { ServerResponse } from "node:http";
import { NOTHING_CSP } from "@cartwright/observability/security-headers";
import { buildCsp, hashInlineScripts, hashInlineStyles } from "./csp.ts";
import {
  addIntegrity,
  addLinkIntegrity,
  createIntegrityStream,
  type Integrity,
  type IntegrityStream,
} from "./integrity.ts";

export interface AnswerPolicy {
  readonly headers: readonly (readonly [string, string])[];
  readonly connectOrigins: readonly string[];
  /** The nonce that a page rendered for this request carries. */
  readonly nonce: string;
  /** What the pages' scripts and styles must be. */
  readonly integrity: Integrity;
  readonly development: boolean;
}

const CSP = "Content-Security-Policy";
/** Kept by browsers, and asked about each time: the page may have been invalidated since. */
export const ASK_EACH_TIME = "public, max-age=0, must-revalidate";
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
 * whole and gets a policy of its own hashes. Either gets `integrity` on its tags on the way; a kept page has it.
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
    settleHeaders(response, policy.integrity);
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
    const tags = createIntegrityStream(policy.integrity);
    // Packing decides at the first write what the next ones go through, so theirs are wrapped after it.
    original.write(tags.take(Buffer.concat(pieces)));
    signTags(response, tags);
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
      if (held === null) return Reflect.apply(response.end.bind(response), response, [callback]);
      const html = secureWhole(response, Buffer.concat(held), policy);
      held = null;
      stepAside();
      return Reflect.apply(original.end, response, html === "" ? [callback] : [html, callback]);
    },
    flushHeaders() {
      if (held === null && decide()) original.flushHeaders();
    },
  });
}

/** Signs the tags of what is still to come of a page. */
function signTags(response: ServerResponse, tags: IntegrityStream): void {
  const [write, end] = [response.write.bind(response), response.end.bind(response)];
  Object.assign(response, {
    write(chunk: unknown, ...rest: unknown[]) {
      const piece = toBuffer(chunk, rest[0]);
      const done = rest.find((argument) => typeof argument === "function");
      return Reflect.apply(write, response, [piece ? tags.take(piece) : chunk, done]);
    },
    end(...args: unknown[]) {
      const piece = toBuffer(args[0], args[1]);
      const last = Buffer.concat([...(piece ? [tags.take(piece)] : []), tags.rest()]);
      const done = args.find((argument) => typeof argument === "function");
      return Reflect.apply(end, response, last.length > 0 ? [last, done] : [done]);
    },
  });
}

/** Signs the tags of a whole page and gives it the policy of its hashes. Its length was told before. */
function secureWhole(response: ServerResponse, body: Buffer, { connectOrigins, integrity }: AnswerPolicy): string {
  const html = addIntegrity(body.toString("utf8"), integrity);
  const [scriptHashes, styleHashes] = [hashInlineScripts(html), hashInlineStyles(html)];
  response.setHeader(CSP, buildCsp({ scriptHashes, styleHashes, connectOrigins }));
  response.removeHeader("Content-Length");
  return html;
}

/**
 * Corrects what others have set: nobody need know what renders our pages, a kept page may bring a second word about keeping
 * it (the stricter one counts), what is loaded ahead is signed as its tag is, and no browser shows for a year what it once
 * loaded ahead of a page.
 */
function settleHeaders(response: ServerResponse, integrity: Integrity): void {
  response.removeHeader("X-Powered-By");
  const words = [response.getHeader("Cache-Control") ?? []].flat().map(String);
  const word = words.find((each) => each.includes("no-store")) ?? words[0];
  if (word !== undefined)
    response.setHeader("Cache-Control", word.includes("stale-while-revalidate") ? ASK_EACH_TIME : word);
  const links = response.getHeader("Link");
  if (links !== undefined) response.setHeader("Link", addLinkIntegrity([links].flat().join(", "), integrity));
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
