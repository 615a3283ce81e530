import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

/** The shop refused the call and gave an error code. A retry would not help. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly reason: string;

  constructor(call: string, status: number, reason: string) {
    super(`${call} returned ${status} ${reason}`);
    this.reason = reason;
  }
}

/** It is unknown whether the call took effect: no response, an incomplete one, or a 5xx. */
export class Lost extends Error {
  override readonly name = "Lost";
}

const RESPONSE_MS_MAX = 8_000;
const AGAIN_MS = [200, 400, 800, 1_500] as const;

const Token = z.object({ token: z.string() });
const Envelope = z.object({
  result: z.object({ data: z.unknown() }).optional(),
  error: z.object({ data: z.object({ reason: z.string().optional() }).optional() }).optional(),
});

export interface ShopClient {
  /** The cookies of the guest, for the gateway too. */
  cookie(): string;
  /** Calls a procedure, and retries while responses are lost, until `giveUpAt` (performance.now()). Throws {@link Refused} or {@link Lost}. */
  call(procedure: string, input: unknown, giveUpAt: number): Promise<unknown>;
  query(procedure: string, input: unknown, giveUpAt: number): Promise<unknown>;
  /** The number of retries so far. */
  resent(): number;
}

/** A new guest with what a browser has: cookies, a CSRF token, JSON, and retries. */
export function createShopClient(shopUrl: string): ShopClient {
  const cookies = new Map<string, string>();
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  let csrf: string | undefined;
  let resent = 0;

  async function send(path: string, init: { method: string; headers?: Record<string, string>; body?: string }) {
    try {
      const response = await fetch(`${shopUrl}${path}`, {
        ...init,
        headers: { ...init.headers, cookie: cookie() },
        signal: AbortSignal.timeout(RESPONSE_MS_MAX),
      });
      const text = await response.text();
      for (const line of response.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      return { status: response.status, json: JSON.parse(text) as unknown }; // each response has its schema below
    } catch (error) {
      throw new Lost(path, { cause: error });
    }
  }

  async function trpc(procedure: string, init: Parameters<typeof send>[1], query = ""): Promise<unknown> {
    const { status, json } = await send(`/api/trpc/${procedure}${query}`, init);
    const { result, error } = Envelope.parse(json);
    if (status === 200 && result) return result.data;
    if (status >= 500 || status === 429) throw new Lost(`${procedure} returned ${status}`);
    throw new Refused(procedure, status, error?.data?.reason ?? "no reason");
  }

  async function mutate(procedure: string, input: unknown): Promise<unknown> {
    if (csrf === undefined) {
      const { status, json } = await send("/api/csrf", { method: "GET" });
      if (status !== 200) throw new Lost(`csrf returned ${status}`);
      csrf = Token.parse(json).token;
    }
    const headers = { "content-type": "application/json", "x-csrf-token": csrf };
    return trpc(procedure, { method: "POST", headers, body: JSON.stringify(input) });
  }

  async function patiently<T>(work: () => Promise<T>, giveUpAt: number): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof Lost) || performance.now() > giveUpAt) throw error;
      }
      resent += 1;
      await sleep(AGAIN_MS[Math.min(attempt, AGAIN_MS.length - 1)]);
    }
  }

  return {
    cookie,
    call: (procedure, input, giveUpAt) => patiently(() => mutate(procedure, input), giveUpAt),
    query: (procedure, input, giveUpAt) =>
      patiently(
        () => trpc(procedure, { method: "GET" }, `?input=${encodeURIComponent(JSON.stringify(input))}`),
        giveUpAt,
      ),
    resent: () => resent,
  };
}
