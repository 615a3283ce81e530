import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import {
  type StripeResponse,
  approveIntent,
  cancelIntent,
  createIntent,
  createRefund,
  errorOf,
  readIntents,
  type StripeBooks,
} from "./stripe-books.ts";

/**
 * A double of Stripe's API, written from its documented behaviour: form-encoded bodies, a bearer key, responses stored by
 * idempotency key, errors as `{error: {type, code, …}}`. The payment method decides the result.
 */
export interface StripeDouble {
  readonly port: number;
  /** Every call, as `METHOD path`. */
  readonly calls: readonly string[];
  /** Whether the search index knows what was created. */
  index(known: boolean): void;
  /** Ends an open PaymentIntent as if the shopper had approved. */
  approve(id: string): void;
  close(): Promise<void>;
}

function act(
  books: StripeBooks,
  method: string,
  call: { readonly url: URL; readonly form: URLSearchParams },
): StripeResponse {
  const { url, form } = call;
  if (method === "GET") return readIntents(books, url);
  if (url.pathname === "/v1/payment_intents") return createIntent(books, form);
  if (url.pathname === "/v1/refunds") return createRefund(books, form);
  return cancelIntent(books, /^\/v1\/payment_intents\/(\w+)\/cancel$/.exec(url.pathname)?.[1] ?? "");
}

export async function startStripeDouble(secretKey: string): Promise<StripeDouble> {
  const books: StripeBooks = { intents: new Map(), refundedMinor: new Map(), indexed: true, serial: 0 };
  const kept = new Map<string, { readonly asked: string; readonly response: StripeResponse }>();
  const calls: string[] = [];

  async function respond(request: IncomingMessage): Promise<StripeResponse | null> {
    const url = new URL(request.url ?? "/", "http://stripe.invalid");
    const method = request.method ?? "";
    calls.push(`${method} ${url.pathname}`);
    if (request.headers.authorization !== `Bearer ${secretKey}`)
      return errorOf(401, { type: "invalid_request_error", message: "Invalid API Key provided" });
    const body = await text(request);
    const form = new URLSearchParams(body);
    if (form.get("payment_method") === "pm_silent") return null;
    const key = request.headers["idempotency-key"];
    if (method !== "POST" || typeof key !== "string") return act(books, method, { url, form });
    const known = kept.get(key);
    const asked = `${url.pathname}\n${body}`;
    if (known && known.asked !== asked)
      return errorOf(400, { type: "idempotency_error", message: "Keys can only be used with the same parameters" });
    const result = known?.response ?? act(books, method, { url, form });
    if (result.status !== 429 && result.status !== 409) kept.set(key, { asked, response: structuredClone(result) });
    return result;
  }

  const server = createServer((request, response) => {
    void respond(request).then((result) => {
      if (result)
        response.writeHead(result.status, { "content-type": "application/json" }).end(JSON.stringify(result.body));
      return result;
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address() as AddressInfo; // a listening TCP server has one
  return {
    port: address.port,
    calls,
    index(known) {
      books.indexed = known;
    },
    approve: (id) => approveIntent(books, id),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
