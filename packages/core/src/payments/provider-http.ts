import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { inSpan, type OpenSpan } from "@cartwright/observability/spans";
import { AppError } from "../kernel/app-error.ts";

export interface ProviderResponse {
  readonly status: number;
  readonly body: unknown;
}

export interface ProviderCall {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

/** The largest response, in bytes. */
const RESPONSE_BYTES_MAX = 1_000_000;
/** Failures after which the provider has certainly not received the request. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EAI_AGAIN",
]);

/**
 * A client for a JSON API over keep-alive connections. Throws `payment_unavailable` when the request never reached the
 * provider, and `payment_timeout` without a complete response within `responseTimeoutMs`: then the request may have had its
 * effect.
 */
export function createProviderClient(options: {
  readonly baseUrl: string;
  readonly responseTimeoutMs: number;
  readonly socketsMax: number;
}): (call: ProviderCall) => Promise<ProviderResponse> {
  const base = new URL(options.baseUrl);
  const secure = base.protocol === "https:";
  const pool = { keepAlive: true, maxSockets: options.socketsMax, maxFreeSockets: options.socketsMax, timeout: 30_000 };
  const agent = secure ? new HttpsAgent(pool) : new HttpAgent(pool);

  function send(call: ProviderCall, span: OpenSpan): Promise<ProviderResponse> {
    const body = call.body === undefined ? null : Buffer.from(JSON.stringify(call.body));
    return new Promise((resolve, reject) => {
      const request = (secure ? httpsRequest : httpRequest)(new URL(call.path, base), {
        method: call.method,
        agent,
        headers: {
          accept: "application/json",
          ...(body ? { "content-type": "application/json", "content-length": body.length } : {}),
          ...(call.idempotencyKey === undefined ? {} : { "idempotency-key": call.idempotencyKey }),
          ...(span.traceparent === null ? {} : { traceparent: span.traceparent }),
        },
      });
      const timer = setTimeout(() => request.destroy(new Error("no response in time")), options.responseTimeoutMs);
      function fail(error: Error): void {
        clearTimeout(timer);
        reject(new SendError(error, request.reusedSocket));
      }
      request.once("error", fail);
      request.once("response", (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > RESPONSE_BYTES_MAX) response.destroy(new Error("response too long"));
          else chunks.push(chunk);
        });
        response.once("error", fail);
        response.once("end", () => {
          clearTimeout(timer);
          resolve({ status: response.statusCode ?? 0, body: jsonOrNull(Buffer.concat(chunks)) });
        });
      });
      request.end(body);
    });
  }

  /** Paths contain charge ids, so the span only has the method. */
  function sendTraced(call: ProviderCall): Promise<ProviderResponse> {
    const attributes = { "http.request.method": call.method, "peer.service": base.host };
    return inSpan(`payment provider ${call.method}`, { kind: "client", attributes }, async (span) => {
      const response = await send(call, span);
      span.set({ "http.response.status_code": response.status });
      return response;
    });
  }

  return async (call) => {
    try {
      return await sendTraced(call).catch((error: unknown) => {
        // The other end closed a kept-alive connection just as it was reused. Every call can be repeated safely.
        if (error instanceof SendError && error.onStaleSocket) return sendTraced(call);
        throw error;
      });
    } catch (error) {
      const neverSent = error instanceof SendError && NEVER_SENT.has(error.code);
      throw new AppError(neverSent ? "payment_unavailable" : "payment_timeout", { cause: error });
    }
  };
}

class SendError extends Error {
  override readonly name = "SendError";
  readonly code: string;
  readonly onStaleSocket: boolean;

  constructor(cause: Error, reusedSocket: boolean) {
    super(cause.message, { cause });
    this.code = "code" in cause && typeof cause.code === "string" ? cause.code : "";
    this.onStaleSocket = reusedSocket && (this.code === "ECONNRESET" || this.code === "EPIPE");
  }
}

function jsonOrNull(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return null;
  }
}
