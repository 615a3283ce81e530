import type { ServerResponse } from "node:http";
import { NOTHING_CSP } from "@cartwright/observability/security-headers";
import { setHead, settleHeaders } from "./answer-headers.ts";
import { buildCsp, hashInlineScripts, hashInlineStyles } from "./csp.ts";
import { addIntegrity, createIntegrityStream, type Integrity, type IntegrityStream } from "./integrity.ts";
import { bytesOf, callbackOf } from "./written.ts";

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
/** A page that needs its hashes counted is held back whole; more than this is not a page. */
const HELD_BYTES_MAX = 8 * 1024 * 1024;

/**
 * Puts the security headers on an answer, whoever writes it. What is not HTML may do nothing. A page from the page cache
 * brings its policy along. Any other page is looked at: one whose first bytes carry this request's nonce streams on under
 * the nonce policy; one without (a prerendered error page, a page on its way into the cache) is held back until it is
 * whole and gets a policy of its own hashes. Either gets `integrity` on its tags on the way; a kept page has it.
 */
export function guardAnswer(response: ServerResponse, policy: AnswerPolicy): void {
  for (const [name, value] of policy.headers) response.setHeader(name, value);

  // The methods as they were; they are put back as soon as this answer needs no more watching.
  const original = methodsOf(response);
  const { connectOrigins, nonce } = policy;
  let held: Buffer[] | null = null;
  let heldBytes = 0;

  const stepAside = () => Object.assign(response, original);

  /** Decides the policy from the headers that are set by now. False when the body has to be seen first. */
  function decide(): boolean {
    settleHeaders(response, policy.integrity);
    if (!response.hasHeader(CSP)) {
      const csp = policyByHeaders(response, policy);
      if (csp === null) {
        held = [];
        return false;
      }
      response.setHeader(CSP, csp);
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
      setHead(response, status, rest);
      if (held === null && decide()) original.writeHead(status);
      return response;
    },
    write(...args: unknown[]) {
      if (held === null && decide()) return Reflect.apply(original.write, response, args);
      const piece = bytesOf(args[0], args[1]);
      if (held !== null && piece) hold(held, piece);
      const callback = callbackOf(args);
      if (callback) process.nextTick(callback);
      return true;
    },
    end(...args: unknown[]) {
      if (held === null && decide()) return Reflect.apply(original.end, response, args);
      const callback = callbackOf(args);
      const piece = bytesOf(args[0], args[1]);
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

const methodsOf = (response: ServerResponse) => ({
  writeHead: response.writeHead.bind(response),
  write: response.write.bind(response),
  end: response.end.bind(response),
  flushHeaders: response.flushHeaders.bind(response),
});

/** The policy of an answer whose headers say enough; null for a page, whose body says the rest. */
function policyByHeaders(response: ServerResponse, { connectOrigins, development }: AnswerPolicy): string | null {
  const type = String(response.getHeader("content-type") ?? "");
  if (!type.toLowerCase().startsWith("text/html")) return NOTHING_CSP;
  return development ? buildCsp({ connectOrigins, development }) : null;
}

/** Signs the tags of what is still to come of a page. */
function signTags(response: ServerResponse, tags: IntegrityStream): void {
  const [write, end] = [response.write.bind(response), response.end.bind(response)];
  Object.assign(response, {
    write(...args: unknown[]) {
      const piece = bytesOf(args[0], args[1]);
      return Reflect.apply(write, response, [piece ? tags.take(piece) : args[0], callbackOf(args)]);
    },
    end(...args: unknown[]) {
      const piece = bytesOf(args[0], args[1]);
      const last = Buffer.concat([...(piece ? [tags.take(piece)] : []), tags.rest()]);
      const done = callbackOf(args);
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
