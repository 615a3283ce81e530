import { randomUUID } from "node:crypto";
import { type Agent, type HttpResponse, createClient, type HttpClient } from "./http-client.ts";

/** A refusal by the shop, with its error code. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly reason: string;

  constructor(call: string, status: number, reason: string) {
    super(`${call} returned ${status} ${reason}`);
    this.reason = reason;
  }
}

interface TrpcResponse {
  readonly result?: { readonly data: unknown };
  readonly error?: { readonly data?: { readonly reason?: string } };
}

function dataOf(call: string, response: HttpResponse): unknown {
  const parsed = parse(response.body);
  if (response.status === 200 && parsed?.result) return parsed.result.data;
  throw new Refused(call, response.status, parsed?.error?.data?.reason ?? response.body.toString("utf8").slice(0, 100));
}

function parse(body: Buffer): TrpcResponse | null {
  try {
    return JSON.parse(body.toString("utf8")) as TrpcResponse; // read defensively above
  } catch {
    return null;
  }
}

export const ADDRESS = {
  name: "Bench Shopper",
  line1: "Teststrasse 1",
  city: "Berlin",
  postalCode: "10115",
  country: "DE",
};

export interface Quote {
  readonly totalMinor: number;
  readonly shippingMethods: readonly { readonly id: string }[];
}
export interface Placed {
  readonly number: string;
  readonly status: string;
}

/** A new guest. Each method is one call to the shop. */
export interface Shopper {
  readonly client: HttpClient;
  arrive(): Promise<void>;
  setLine(variantId: string, quantity: number): Promise<void>;
  quote(shippingMethodId?: string): Promise<Quote>;
  place(order: {
    readonly shippingMethodId: string;
    readonly totalMinor: number;
    readonly token: string;
  }): Promise<Placed>;
}

export function createShopper(origin: string, agent: Agent): Shopper {
  const client = createClient(origin, agent);
  const mutate = async (name: string, input: unknown) => dataOf(name, await client.post(`/api/trpc/${name}`, input));
  return {
    client,
    async arrive() {
      const response = await client.get("/api/csrf");
      if (response.status !== 200) throw new Refused("csrf", response.status, "");
      const { token } = JSON.parse(response.body.toString("utf8")) as { token: string }; // documented in docs/api.md
      client.setCsrfToken(token);
    },
    setLine: async (variantId, quantity) => void (await mutate("cart.setLine", { variantId, quantity })),
    quote: async (shippingMethodId) =>
      (await mutate("checkout.quote", {
        shippingAddress: ADDRESS,
        ...(shippingMethodId === undefined ? {} : { shippingMethodId }),
      })) as Quote, // the procedures' output schemas are checked by the shop
    place: async (order) =>
      (await mutate("checkout.place", {
        idempotencyKey: randomUUID(),
        email: `guest-${randomUUID()}@example.com`,
        shippingAddress: ADDRESS,
        shippingMethodId: order.shippingMethodId,
        payment: { provider: "sandbox", token: order.token },
        expectedTotalMinor: order.totalMinor,
      })) as Placed, // as above
  };
}
