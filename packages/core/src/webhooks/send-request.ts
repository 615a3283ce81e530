import { lookup as lookUpName, type LookupAddress } from "node:dns";
import { type IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { toStorable } from "@cartwright/contracts/storable-text";
import { checkTarget, hostOf, type TargetRules } from "./check-target.ts";
import { isPublicAddress } from "./is-public-address.ts";

/** The whole of a request, from the look-up of its name to the end of the response. */
export const TIMEOUT_MS = 10_000;
/** How much of a response is read. */
export const ANSWER_BYTES_MAX = 16_384;

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The result of one attempt. `status` is null when there was no response, and `error` then says why. */
export interface WebhookAnswer {
  readonly status: number | null;
  readonly error: string | null;
  readonly durationMs: number;
  readonly answer: string;
}

/** Why an attempt got no response, as the log shows it. */
export type SendFailure = "refused_target" | "timeout" | "not_resolved" | "not_connected" | "tls" | "broken";

export interface SendOptions extends TargetRules {
  readonly timeoutMs?: number;
  /** Replaces the system's look-up, for tests. */
  readonly lookUp?: LookupFunction;
}

class RefusedTarget extends Error {
  readonly code = "REFUSED_TARGET";
}

const systemLookUp: LookupFunction = (host, options, done) => lookUpName(host, options, done);

/**
 * A look-up whose addresses have been checked. The connection is made to what it returns and no other look-up follows, so a name
 * that resolves to something else a moment later (DNS rebinding) gains nothing.
 */
function checkedLookUp({ allowPrivate, lookUp = systemLookUp }: SendOptions): LookupFunction {
  return (host, options, done) => {
    lookUp(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, []);
      const addresses: LookupAddress[] = Array.isArray(found) ? found : [{ address: found, family: isIP(found) }];
      if (addresses.length === 0 || (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address)))) {
        return done(new RefusedTarget(`${host} does not lead to the public internet`), []);
      }
      const [first] = addresses;
      return options.all === true || !first ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
}

function failureOf(error: unknown): SendFailure {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "REFUSED_TARGET") return "refused_target";
  if (code === "TIMEOUT") return "timeout";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "not_resolved";
  if (/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL)$/.test(code)) return "not_connected";
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code) ? "tls" : "broken";
}

/** The beginning of a response. The rest is not read. */
async function readStart(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= ANSWER_BYTES_MAX) break;
  }
  return toStorable(Buffer.concat(chunks).subarray(0, ANSWER_BYTES_MAX).toString("utf8"));
}

/** Sends a body by POST on a connection of its own, and follows no redirect. Never rejects. */
export async function sendRequest(request: WebhookRequest, options: SendOptions): Promise<WebhookAnswer> {
  const startedAt = performance.now();
  const duration = () => Math.round(performance.now() - startedAt);
  try {
    const { status, answer } = await post(request, options);
    return { status, error: null, durationMs: duration(), answer };
  } catch (error) {
    return { status: null, error: failureOf(error), durationMs: duration(), answer: "" };
  }
}

function post(request: WebhookRequest, options: SendOptions): Promise<{ status: number; answer: string }> {
  return new Promise((resolve, reject) => {
    // Again, because the rules may have become stricter since it was saved. It covers addresses, which are not looked up.
    if (checkTarget(request.url, options) !== null) return reject(new RefusedTarget(request.url));
    const url = new URL(request.url);
    const body = Buffer.from(request.body);
    const outgoing = (url.protocol === "https:" ? httpsRequest : httpRequest)({
      protocol: url.protocol,
      hostname: hostOf(url),
      port: url.port,
      path: `${url.pathname}${url.search}`,
      method: "POST",
      agent: false,
      lookup: checkedLookUp(options),
      headers: { ...request.headers, "content-length": body.length, connection: "close" },
    });
    const late = Object.assign(new Error("no response in time"), { code: "TIMEOUT" });
    const timer = setTimeout(() => outgoing.destroy(late), options.timeoutMs ?? TIMEOUT_MS);
    const end = (act: () => void) => {
      clearTimeout(timer);
      act();
      outgoing.destroy();
    };
    outgoing.on("error", (error) => end(() => reject(error)));
    outgoing.once("response", (response) => {
      readStart(response).then(
        (answer) => end(() => resolve({ status: response.statusCode ?? 0, answer })),
        (error: unknown) => end(() => reject(outgoing.errored ?? error)),
      );
    });
    outgoing.end(body);
  });
}
