import type { ServerResponse } from "node:http";
import { NOTHING_CSP } from "@cartwright/observability/security-headers";
import type { BodyStage } from "./body-stage.ts";
import { buildCsp, hashInlineScripts, hashInlineStyles } from "./csp.ts";
import { addIntegrity, createIntegrityStream, type Integrity, type IntegrityStream } from "./integrity.ts";
import { CSP_HEADER } from "./response-headers.ts";
import { bytesOf, NOTHING, type WriteArguments } from "./write-arguments.ts";

export interface SecurityPolicy {
  /** Sent with every response. */
  readonly headers: readonly (readonly [string, string])[];
  /** Where pages may connect to beside their own origin. */
  readonly connectOrigins: readonly string[];
  /** The nonce of a page that is rendered for this request. */
  readonly nonce: string;
  /** The expected hashes of the pages' scripts and styles. */
  readonly integrity: Integrity;
  readonly development: boolean;
}

/** A held page that is larger than this is sent under a policy that allows no inline code: no page of ours is. */
const HELD_BYTES_MAX = 8 * 1024 * 1024;

/** The content security policy of a response whose headers are enough to tell; null for a page, whose body is needed. */
export function policyFromHeaders(
  response: ServerResponse,
  { connectOrigins, development }: SecurityPolicy,
): string | null {
  const type = String(response.getHeader("content-type") ?? "");
  if (!type.toLowerCase().startsWith("text/html")) return NOTHING_CSP;
  return development ? buildCsp({ connectOrigins, development }) : null;
}

export interface PolicyStage extends BodyStage {
  /** Whether the head has to wait, because the policy is not known yet. */
  readonly isHolding: boolean;
}

/**
 * Decides the policy of an HTML page by its body. A page whose first piece carries this request's nonce streams on under the
 * nonce policy. One without (a prerendered error page, a page on its way into the cache) is held until it is whole, and gets
 * a policy of its own hashes. Both get `integrity` on their tags.
 */
export function createPolicyStage(response: ServerResponse, policy: SecurityPolicy, next: BodyStage): PolicyStage {
  const { connectOrigins, nonce, integrity } = policy;
  const held: Buffer[] = [];
  let heldBytes = 0;
  let isHolding = true;
  let tags: IntegrityStream | null = null;

  /** Sets the policy, which lets the head go. `integrity` makes the page longer than its length says. */
  function decide(csp: string): Buffer {
    response.setHeader(CSP_HEADER, csp);
    response.removeHeader("Content-Length");
    isHolding = false;
    return Buffer.concat(held.splice(0));
  }

  /** Keeps a piece. Once the policy is known, sends everything on and returns the stream for the rest. */
  function hold(piece: Buffer): IntegrityStream | null {
    held.push(piece);
    heldBytes += piece.length;
    const carriesNonce = held.length === 1 && piece.includes(`nonce="${nonce}"`);
    if (!carriesNonce && heldBytes <= HELD_BYTES_MAX) return null;
    const stream = createIntegrityStream(integrity);
    const start = decide(buildCsp(carriesNonce ? { nonce, connectOrigins } : { connectOrigins }));
    next.write({ ...NOTHING, chunk: stream.take(start) });
    return stream;
  }

  /** The end of a page that was held to its end. */
  function endWhole(callback: WriteArguments["callback"]): void {
    const html = addIntegrity(Buffer.concat(held).toString("utf8"), integrity);
    const [scriptHashes, styleHashes] = [hashInlineScripts(html), hashInlineStyles(html)];
    decide(buildCsp({ scriptHashes, styleHashes, connectOrigins }));
    next.end({ ...NOTHING, callback, ...(html === "" ? {} : { chunk: html }) });
  }

  return {
    get isHolding() {
      return isHolding;
    },
    write(written) {
      const piece = bytesOf(written);
      if (tags) return next.write(piece ? { ...written, chunk: tags.take(piece) } : written);
      if (piece) tags = hold(piece);
      if (written.callback) process.nextTick(written.callback);
      return true;
    },
    end(last) {
      const { callback } = last;
      const piece = bytesOf(last);
      if (!tags && piece) tags = hold(piece);
      else if (tags && piece) next.write({ ...NOTHING, chunk: tags.take(piece) });
      if (!tags) return endWhole(callback);
      const rest = tags.rest();
      next.end({ ...NOTHING, callback, ...(rest.length > 0 ? { chunk: rest } : {}) });
    },
  };
}
