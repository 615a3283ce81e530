import { CSRF_HEADER } from "@cartwright/contracts/cookies";

/** The headers of a session for a scanner, by the names that its plan reads. */
export interface ScanSession {
  readonly SHOP_COOKIE: string;
  readonly SHOP_CSRF: string;
}

const TIMEOUT_MS = 15_000;

/** Logs in as the pages do, and returns the session's cookies and token. Throws when log-in is refused. */
export async function openScanSession(
  origin: string,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<ScanSession> {
  const cookies = new Map<string, string>();
  const header = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

  async function call(path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(new URL(path, origin), {
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...init,
      headers: { cookie: header() },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return response;
  }
  async function token(): Promise<string> {
    const body: unknown = await (await call("/api/csrf")).json();
    return typeof body === "object" && body && "token" in body ? String(body.token) : "";
  }

  const csrfToken = await token();
  const form = new URLSearchParams({ email, password, csrfToken, json: "true" });
  const loggedIn = await call("/api/auth/callback/credentials", { method: "POST", body: form });
  if (!loggedIn.ok) throw new Error(`${email} could not log in: ${loggedIn.status}`);
  const SHOP_CSRF = await token();
  const me = await fetch(new URL("/api/trpc/account.me", origin), {
    headers: { cookie: header(), [CSRF_HEADER]: SHOP_CSRF },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  // A scan that is not logged in finds nothing, and would look like a good one.
  if (!me.ok || !(await me.text()).includes(email)) throw new Error(`${email} is not logged in: ${me.status}`);
  return { SHOP_COOKIE: header(), SHOP_CSRF };
}
