import { Agent, request } from "node:http";

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/**
 * A browser as far as the shop can tell, as cheap as it gets: keeps its connections and its cookies, sends what it is told.
 * One client is one visitor; its connections come from the shared agent.
 */
export interface HttpClient {
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  /** The visitor's cookies as a header. */
  cookieHeader(): string;
  /** Sent with every POST from now on. */
  setCsrfToken(token: string): void;
}

export function createAgent(socketsMax: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: socketsMax, maxFreeSockets: socketsMax, scheduling: "fifo" });
}

const TIMEOUT_MS = 30_000;

export function createClient(origin: string, agent: Agent): HttpClient {
  const { hostname, port } = new URL(origin);
  const cookies = new Map<string, string>();
  let csrfToken: string | null = null;
  const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

  function send(method: "GET" | "POST", path: string, body: Buffer | null): Promise<Answer> {
    const headers: Record<string, string | number> = { accept: "*/*" };
    if (cookies.size > 0) headers["cookie"] = cookieHeader();
    if (body) {
      headers["content-type"] = "application/json";
      headers["content-length"] = body.length;
      headers["origin"] = origin;
      if (csrfToken !== null) headers["x-csrf-token"] = csrfToken;
    }
    return new Promise((resolve, reject) => {
      const call = request({ hostname, port, path, method, agent, headers, timeout: TIMEOUT_MS });
      call.once("error", reject);
      call.once("timeout", () => call.destroy(new Error(`no answer to ${method} ${path} in ${TIMEOUT_MS} ms`)));
      call.once("response", (response) => {
        for (const cookie of response.headers["set-cookie"] ?? []) {
          const [pair = ""] = cookie.split(";", 1);
          const equals = pair.indexOf("=");
          cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
        }
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("end", () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
      });
      call.end(body ?? undefined);
    });
  }

  return {
    get: (path) => send("GET", path, null),
    post: (path, body) => send("POST", path, Buffer.from(JSON.stringify(body))),
    cookieHeader,
    setCsrfToken(token) {
      csrfToken = token;
    },
  };
}
