/** A browser for tests: keeps cookies, calls procedures and signs in as the pages do. */
export interface TestBrowser {
  readonly cookies: Map<string, string>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  csrf(): Promise<string>;
  query(procedure: string, input?: unknown): Promise<ProcedureResponse>;
  mutate(procedure: string, input?: unknown): Promise<ProcedureResponse>;
  logIn(email: string, password: string, code?: string): Promise<Response>;
  logOut(): Promise<Response>;
}

export interface ProcedureResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The result's data, when there is one. */
  readonly data: unknown;
  /** The reason of the failure, when there is one. */
  readonly reason: string | null;
  readonly text: string;
}

async function read(response: Response): Promise<ProcedureResponse> {
  const text = await response.text();
  const body: unknown = text === "" ? null : JSON.parse(text);
  return {
    status: response.status,
    headers: response.headers,
    data: dig(body, "result", "data") ?? null,
    reason: (dig(body, "error", "data", "reason") as string | undefined) ?? null, // a string in every failure
    text,
  };
}

function dig(value: unknown, ...path: string[]): unknown {
  let at: unknown = value;
  for (const name of path) at = typeof at === "object" && at !== null ? Reflect.get(at, name) : undefined;
  return at;
}

export function createTestBrowser(url: string, headers: Readonly<Record<string, string>> = {}): TestBrowser {
  const cookies = new Map<string, string>();
  let token: Promise<string> | null = null;

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const own = new Headers({ "user-agent": "test-browser", ...headers });
    for (const [name, value] of new Headers(init.headers)) own.set(name, value);
    if (cookies.size > 0) own.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(`${url}${path}`, { redirect: "manual", ...init, headers: own });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/;\s*max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  async function csrf(): Promise<string> {
    token ??= send("/api/csrf")
      .then((response) => response.json())
      .then((body) => (body as { token: string }).token); // the endpoint's one shape
    return token;
  }

  async function form(path: string, fields: Record<string, string>): Promise<Response> {
    const csrfToken = await csrf();
    const response = await send(path, {
      method: "POST",
      body: new URLSearchParams({ ...fields, csrfToken, json: "true" }),
    });
    token = null;
    return response;
  }

  return {
    cookies,
    fetch: send,
    csrf,
    async query(procedure, input) {
      const search = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
      return read(await send(`/api/trpc/${procedure}${search}`));
    },
    async mutate(procedure, input) {
      return read(
        await send(`/api/trpc/${procedure}`, {
          method: "POST",
          headers: { "content-type": "application/json", "x-csrf-token": await csrf() },
          ...(input === undefined ? {} : { body: JSON.stringify(input) }),
        }),
      );
    },
    logIn: (email, password, code) =>
      form("/api/auth/callback/credentials", { email, password, ...(code === undefined ? {} : { code }) }),
    logOut: () => form("/api/auth/signout", {}),
  };
}
