import type { APIRequestContext, APIResponse } from "@playwright/test";
import type { Account } from "./accounts.ts";

/**
 * The shop's API with the cookies of a browser: for what a journey needs but is not about. Rejects when the shop refuses.
 * The caller names the result's shape, which is in docs/api.md.
 */
export class ShopApi {
  readonly #request: APIRequestContext;

  constructor(request: APIRequestContext) {
    this.#request = request;
  }

  async query<T>(procedure: string, input?: unknown): Promise<T> {
    const search = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    return dataOf<T>(await this.#request.get(`/api/trpc/${procedure}${search}`));
  }

  async mutate<T>(procedure: string, input?: unknown): Promise<T> {
    const headers = { "x-csrf-token": await this.#csrfToken(), "content-type": "application/json" };
    const data = input === undefined ? {} : { data: JSON.stringify(input) };
    return dataOf<T>(await this.#request.post(`/api/trpc/${procedure}`, { headers, ...data }));
  }

  async logIn({ email, password }: Account): Promise<void> {
    const form = { email, password, csrfToken: await this.#csrfToken(), json: "true" };
    const response = await this.#request.post("/api/auth/callback/credentials", { form, maxRedirects: 0 });
    if (response.status() !== 200) throw new Error(`${email} could not log in: ${response.status()}`);
  }

  /** Opens a shopper's account and logs in to it. */
  async register(account: Account, names: { firstName: string; lastName: string }): Promise<void> {
    await this.mutate("account.register", { ...account, ...names });
    await this.logIn(account);
  }

  async #csrfToken(): Promise<string> {
    const response = await this.#request.get("/api/csrf");
    return ((await response.json()) as { token: string }).token; // the endpoint's one shape
  }
}

async function dataOf<T>(response: APIResponse): Promise<T> {
  if (!response.ok()) throw new Error(`${response.url()}: ${response.status()} ${await response.text()}`);
  return ((await response.json()) as { result: { data: T } }).result.data; // docs/api.md
}
