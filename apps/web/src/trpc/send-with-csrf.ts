import { csrfToken, forgetCsrfToken } from "./csrf.ts";

/** A response of an endpoint that is not tRPC, with its body as JSON. */
export interface EndpointResponse {
  readonly status: number;
  readonly body: unknown;
}

/** The message and the reason of a refusal; null when the response is not one of the shop's. */
export function readRefusal(body: unknown): { readonly message: string | null; readonly reason: unknown } {
  const error = typeof body === "object" && body !== null && "error" in body ? body.error : null;
  if (typeof error !== "object" || error === null || !("message" in error) || typeof error.message !== "string")
    return { message: null, reason: null };
  const data = "data" in error && typeof error.data === "object" && error.data !== null ? error.data : {};
  return { message: error.message, reason: "reason" in data ? data.reason : null };
}

/**
 * Sends with the page's CSRF token. It may be older than the session (log-in in another tab): if it is refused, sends once more with a new
 * one.
 */
export async function sendWithCsrf(send: (token: string) => Promise<EndpointResponse>): Promise<EndpointResponse> {
  const response = await send(await csrfToken());
  if (readRefusal(response.body).reason !== "csrf_invalid") return response;
  forgetCsrfToken();
  return send(await csrfToken());
}
