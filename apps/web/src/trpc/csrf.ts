/** Where the token comes from; the response also sets the cookie that it is bound to. */
const CSRF_URL = "/api/csrf";

let pending: Promise<string> | null = null;

async function fetchToken(): Promise<string> {
  const response = await fetch(CSRF_URL, { credentials: "same-origin", cache: "no-store" });
  if (!response.ok) throw new Error(`no CSRF token: ${response.status}`);
  const body: unknown = await response.json();
  const token = typeof body === "object" && body !== null && "token" in body ? body.token : undefined;
  if (typeof token !== "string") throw new Error("no CSRF token in the response");
  return token;
}

/** The token of this page, asked for once; a failed request is not remembered. */
export async function csrfToken(): Promise<string> {
  pending ??= fetchToken();
  try {
    return await pending;
  } catch (error) {
    pending = null;
    throw error;
  }
}

/** Forgets the token: after a log-in or log-out, and when the server no longer takes it. */
export function forgetCsrfToken(): void {
  pending = null;
}
