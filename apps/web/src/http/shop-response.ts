import { type IncomingMessage, ServerResponse } from "node:http";
import type { ErrorReason } from "@cartwright/contracts/error-codes";
import type { BodyStage } from "./body-stage.ts";
import { createCompressionStage, type Encoding, encodingFor } from "./compress-response.ts";
import { createPolicyStage, type PolicyStage, policyFromHeaders, type SecurityPolicy } from "./content-policy.ts";
import { CSP_HEADER, RETRY_SECONDS, setHead, settleHeaders } from "./response-headers.ts";
import { readWriteArguments } from "./write-arguments.ts";

/**
 * The response of every request (`createServer({ ServerResponse: ShopResponse })`). Whoever writes to it, a handler of ours
 * or Next, the body passes the same stages in the same order:
 *
 * 1. content policy: an HTML page is held back until its content security policy is known; its tags get `integrity`;
 * 2. compression, when the client accepts it;
 * 3. the socket.
 *
 * The stages are chosen once, when the head is complete: at the first `writeHead`, `write`, `end` or `flushHeaders`.
 */
export class ShopResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  /** Why the request was refused, for its line in the log. Of the calls of a batch, the first counts. */
  refusedFor: ErrorReason | null = null;
  /** What the page shows could not be read now. If it fails for that, it is not a fault of its own: 503 rather than 500. */
  isUnavailable = false;
  /** A large body is received, or made while it is sent, so that the exchange may take longer than others. */
  isLong = false;
  readonly #encoding: Encoding | null;
  #policy: SecurityPolicy | null = null;
  #policyStage: PolicyStage | null = null;
  #body: BodyStage | null = null;
  #hasWritten = false;
  #hasEnded = false;

  constructor(...args: ConstructorParameters<typeof ServerResponse<Request>>) {
    super(...args);
    const [request] = args;
    // Read here: the header is removed before Next sees the request.
    this.#encoding = request.method === "HEAD" ? null : encodingFor(request);
  }

  /** Sets the security headers now, and the content security policy when the type of the content is known. */
  applyPolicy(policy: SecurityPolicy): void {
    for (const [name, value] of policy.headers) this.setHeader(name, value);
    this.#policy = policy;
  }

  /** Node calls this too, for a head that was set by properties. */
  override writeHead(status: number, ...rest: unknown[]): this {
    setHead(this, status, rest);
    this.#open();
    // What the page reads may have failed to respond since.
    this.#admitUnavailable();
    if (!this.#isHeld) super.writeHead(this.statusCode);
    return this;
  }

  override write(...args: unknown[]): boolean {
    if (this.#hasEnded) return false;
    this.#hasWritten = true;
    return this.#open().write(readWriteArguments(args));
  }

  /** Compression may still be working on the body when this returns. A second end would overtake it, so it is ignored. */
  override end(...args: unknown[]): this {
    if (this.#hasEnded) return this;
    this.#hasEnded = true;
    this.#open().end(readWriteArguments(args));
    return this;
  }

  /**
   * Discards what is held back, so that an error can be sent instead. Returns false when the response is complete or part of
   * it has left: it can only be cut off.
   */
  discard(): boolean {
    if (this.headersSent || this.#hasEnded || (this.#hasWritten && !this.#isHeld)) return false;
    this.#body = this.#policyStage = null;
    this.#hasWritten = false;
    return true;
  }

  override flushHeaders(): void {
    this.#open();
    if (!this.#isHeld) super.flushHeaders();
  }

  /** While a page is held back, its head is too: the policy is missing. */
  get #isHeld(): boolean {
    return this.#policyStage?.isHolding ?? false;
  }

  /** The first stage. */
  #open(): BodyStage {
    if (this.#body) return this.#body;
    this.#admitUnavailable();
    const socket: BodyStage = {
      write: ({ chunk, encoding, callback }) => super.write(chunk, encoding, callback),
      end: ({ chunk, encoding, callback }) => void super.end(chunk, encoding, callback),
    };
    this.#body = this.#encoding === null ? socket : createCompressionStage(this, this.#encoding, socket);
    if (this.#policy) this.#applyContentPolicy(this.#policy, this.#body);
    return this.#body;
  }

  #admitUnavailable(): void {
    if (!this.isUnavailable || this.statusCode !== 500) return;
    this.statusCode = 503;
    this.setHeader("Retry-After", RETRY_SECONDS);
  }

  #applyContentPolicy(policy: SecurityPolicy, next: BodyStage): void {
    settleHeaders(this, policy.integrity);
    // A page from the page cache brings its own.
    if (this.hasHeader(CSP_HEADER)) return;
    const csp = policyFromHeaders(this, policy);
    if (csp === null) this.#body = this.#policyStage = createPolicyStage(this, policy, next);
    else this.setHeader(CSP_HEADER, csp);
  }
}
