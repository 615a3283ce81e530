import { type Connection, openConnection } from "./connection.ts";

export interface HttpResponse {
  readonly status: number;
  readonly body: Buffer;
}

/** A pool of connections to one server, shared by the visitors. */
export interface Agent {
  send(request: Buffer): Promise<{ readonly status: number; readonly head: string; readonly body: Buffer }>;
  destroy(): void;
}

/** As many connections as there are requests at once: the calling loop decides how many. */
export function createAgent(origin: string): Agent {
  const { hostname, port } = new URL(origin);
  const free: Connection[] = [];
  const all = new Set<Connection>();

  function take(): Connection {
    for (let kept = free.pop(); kept; kept = free.pop()) {
      if (kept.usable()) return kept;
      all.delete(kept);
    }
    const fresh = openConnection(hostname, Number(port));
    all.add(fresh);
    return fresh;
  }

  return {
    async send(request) {
      const connection = take();
      const response = await connection.send(request);
      free.push(connection);
      return response;
    },
    destroy() {
      for (const connection of all) connection.close();
    },
  };
}

/**
 * A minimal browser: keeps its connections and cookies, and sends what the caller asks for.
 * One client is one visitor; its connections come from the shared agent.
 */
export interface HttpClient {
  get(path: string): Promise<HttpResponse>;
  post(path: string, body: unknown): Promise<HttpResponse>;
  /** The visitor's cookies as a header. */
  cookieHeader(): string;
  /** Sent with every POST from now on. */
  setCsrfToken(token: string): void;
}

const SET_COOKIE = /^set-cookie:[ \t]*([^=]+)=([^;\r\n]*)/gim;

/** `cookie` is the header of a session that exists. */
export function createClient(origin: string, agent: Agent, cookie = ""): HttpClient {
  const { host } = new URL(origin);
  const cookies = new Map<string, string>();
  for (const [, name = "", value = ""] of cookie.matchAll(/([^=; ]+)=([^;]*)/g)) cookies.set(name, value);
  let csrfLine = "";
  const cookieHeader = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

  async function send(head: string, body: string): Promise<HttpResponse> {
    const cookieLine = cookies.size > 0 ? `cookie: ${cookieHeader()}\r\n` : "";
    const request = `${head}host: ${host}\r\naccept: */*\r\n${cookieLine}\r\n${body}`;
    const response = await agent.send(Buffer.from(request));
    for (const [, name = "", value = ""] of response.head.matchAll(SET_COOKIE)) cookies.set(name, value);
    return response;
  }

  return {
    get: (path) => send(`GET ${path} HTTP/1.1\r\n`, ""),
    post(path, value) {
      const body = JSON.stringify(value);
      const length = Buffer.byteLength(body);
      const head = `POST ${path} HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\norigin: ${origin}\r\n${csrfLine}`;
      return send(head, body);
    },
    cookieHeader,
    setCsrfToken(token) {
      csrfLine = `x-csrf-token: ${token}\r\n`;
    },
  };
}
