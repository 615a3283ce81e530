import { randomUUID } from "node:crypto";
import type { PlacedOrder, PlaceOrder, Quote } from "@cartwright/contracts/checkout";
import type { VariantId } from "@cartwright/contracts/ids";

export interface HttpShopper {
  /** The header that identifies the shopper, for other requests. */
  cookie(): string;
  /** Sends a mutation, with a trace as a browser would start it if one is given. Throws the error response if it failed. */
  mutate(procedure: string, input: unknown, traceparent?: string): Promise<unknown>;
  query(procedure: string, input: unknown): Promise<{ readonly status: number; readonly requestId: string | null }>;
  place(
    order: Pick<PlaceOrder, "email" | "shippingAddress"> & { variantId: VariantId; traceparent?: string },
  ): Promise<PlacedOrder>;
}

/** A guest over HTTP, like a browser: cookies, a CSRF token, JSON. */
export function createHttpShopper(webUrl: string): HttpShopper {
  const cookies = new Map<string, string>();
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  let token: string | undefined;

  async function send(
    path: string,
    init: { method?: string; headers?: object; body?: string } = {},
  ): Promise<Response> {
    const response = await fetch(`${webUrl}${path}`, { ...init, headers: { ...init.headers, cookie: cookie() } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  }

  async function mutate(procedure: string, input: unknown, traceparent?: string): Promise<unknown> {
    token ??= ((await (await send("/api/csrf")).json()) as { token: string }).token; // the endpoint's one shape
    const response = await send(`/api/trpc/${procedure}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-csrf-token": token, ...(traceparent ? { traceparent } : {}) },
      body: JSON.stringify(input),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${procedure}: ${text}`);
    return (JSON.parse(text) as { result: { data: unknown } }).result.data; // tRPC's envelope
  }

  return {
    cookie,
    mutate,
    async query(procedure, input) {
      const response = await send(`/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`);
      await response.text();
      return { status: response.status, requestId: response.headers.get("x-request-id") };
    },
    async place({ variantId, traceparent, ...who }) {
      await mutate("cart.setLine", { variantId, quantity: 1 });
      const choice = { shippingAddress: who.shippingAddress, shippingMethodId: "standard" };
      const { totalMinor } = (await mutate("checkout.quote", choice)) as Quote; // its declared output
      const payment = { provider: "sandbox", token: "tok_approve" };
      const order = { idempotencyKey: randomUUID(), ...who, ...choice, payment, expectedTotalMinor: totalMinor };
      return (await mutate("checkout.place", order, traceparent)) as PlacedOrder; // its declared output
    },
  };
}
