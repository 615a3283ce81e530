import { createHash } from "node:crypto";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reportUnavailable } from "../auth/rendering.ts";
import { createTestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

const INLINE = "window.__theme=1";
const BUILT = '<script src="/_next/static/chunks/a.js" async=""></script>';
const SIGNED = '<script integrity="sha384-ofA" src="/_next/static/chunks/a.js" async=""></script>';
const sha = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
let edge: TestEdge;
let seen: { headers: Record<string, unknown>; url: string | undefined }[] = [];

/** Responds as Next would: by path, some pages with the nonce, some without, some with their own policy. */
beforeAll(async () => {
  edge = await startTestEdge({
    integrity: new Map([["/_next/static/chunks/a.js", "sha384-ofA"]]),
    env: {
      PUBLIC_ORIGIN: "https://shop.example.com",
      REALTIME_URL: "https://live.example.com",
      CARTWRIGHT_MODE: "embedded",
    },
    async handleWithNext(request, response) {
      seen.push({ headers: { ...request.headers }, url: request.url });
      const nonce = /'nonce-([^']+)'/.exec(String(request.headers["content-security-policy"]))?.[1];
      const path = request.url ?? "";
      if (path.startsWith("/throws")) throw new Error("a secret at /srv/app/file.ts, select * from users");
      if (path.startsWith("/late")) {
        response.setHeader("Content-Type", "text/html; charset=utf-8");
        if (path === "/late/begun") response.write("<!doctype html><p>a secret half");
        else response.end(`<!doctype html><p>${"whole ".repeat(2_000)}`);
        throw new Error("a secret at /srv/app/file.ts");
      }
      if (path.startsWith("/unread")) {
        if (path !== "/unread/broken") reportUnavailable();
        response.statusCode = 500;
        response.setHeader("Content-Type", "text/html");
        // As Next does it: with a head of its own, or with the first bytes.
        if (path === "/unread/later") response.writeHead(500);
        response.end("<!doctype html><p>It failed.");
        return;
      }
      if (path.startsWith("/moved")) {
        response.writeHead(307, { Location: "/" }).end();
        return;
      }
      response.setHeader("X-Powered-By", "something");
      if (path.startsWith("/data")) {
        const keep = path === "/data/kept" ? { "Cache-Control": "s-maxage=300, stale-while-revalidate=31535700" } : {};
        response.writeHead(200, { "Content-Type": "text/x-component", ...keep }).end("0:{}");
        return;
      }
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      if (path === "/products/kept") {
        response.setHeader("Content-Security-Policy", "default-src 'none'; script-src 'sha256-kept'");
        response.end("<!doctype html><p>kept");
      } else if (path === "/cart") {
        // In pieces, one of which ends within a tag.
        response.write(`<!doctype html><script nonce="${nonce}">a()</script>${BUILT}${BUILT.slice(0, 20)}`);
        setImmediate(() => {
          response.write(BUILT.slice(20));
          response.end(`<p>more${BUILT}`);
        });
      } else {
        const html = `<!doctype html><script>${INLINE}</script>${BUILT}<p>plain`;
        response.writeHead(path === "/nothing" ? 404 : 200, { "Content-Length": html.length }).end(html);
      }
    },
  });
  const media = join(edge.dataDir, "media", "p");
  await mkdir(media, { recursive: true });
  await writeFile(join(media, "picture-320.webp"), "a picture");
  await writeFile(join(edge.dataDir, "secrets.json"), "a secret");
  await symlink(join(edge.dataDir, "secrets.json"), join(media, "link.webp"));
});
afterAll(async () => edge.close());

const HEADERS: Readonly<Record<string, RegExp>> = {
  "x-content-type-options": /^nosniff$/,
  "x-frame-options": /^DENY$/,
  "referrer-policy": /^same-origin$/,
  "permissions-policy": /camera=\(\)/,
  "cross-origin-opener-policy": /^same-origin$/,
  "cross-origin-resource-policy": /^same-origin$/,
  "strict-transport-security": /^max-age=63072000/,
  "content-security-policy": /default-src 'none'/,
};

function expectGuarded(headers: Headers): void {
  const missing = Object.entries(HEADERS).filter(([name, shape]) => !shape.test(headers.get(name) ?? ""));
  expect(missing).toEqual([]);
  expect(headers.get("content-security-policy")).not.toMatch(/unsafe/);
  expect(headers.get("x-powered-by")).toBeNull();
  expect(headers.get("server")).toBeNull();
}

test.each([
  { what: "a page rendered per request", method: "GET", path: "/cart", status: 200 },
  { what: "a page from the cache", method: "GET", path: "/products/kept", status: 200 },
  { what: "a page without a policy", method: "GET", path: "/", status: 200 },
  { what: "data of a page", method: "GET", path: "/data", status: 200 },
  { what: "a page that is not there", method: "GET", path: "/nothing", status: 404 },
  { what: "a page that throws", method: "GET", path: "/throws", status: 500 },
  { what: "a redirect", method: "GET", path: "/moved", status: 307 },
  { what: "a form posted to a page", method: "POST", path: "/cart", status: 405 },
  { what: "an unused method", method: "DELETE", path: "/cart", status: 405 },
  { what: "a query", method: "GET", path: "/api/trpc/catalog.categories", status: 200 },
  { what: "a procedure that is not there", method: "GET", path: "/api/trpc/nothing.here", status: 404 },
  { what: "a refused mutation", method: "POST", path: "/api/trpc/cart.clear", status: 403 },
  { what: "the token", method: "GET", path: "/api/csrf", status: 200 },
  { what: "health", method: "GET", path: "/api/health/live", status: 200 },
  { what: "readiness", method: "HEAD", path: "/api/health/ready", status: 200 },
  { what: "a webhook of an unknown provider", method: "POST", path: "/api/webhooks/nobody", status: 404 },
  { what: "the session", method: "GET", path: "/api/auth/session", status: 200 },
  { what: "a picture", method: "GET", path: "/media/p/picture-320.webp", status: 200 },
  { what: "a picture that is not there", method: "GET", path: "/media/p/none.webp", status: 404 },
  { what: "an end point that is not there", method: "GET", path: "/api/nothing", status: 404 },
  { what: "a broken escape", method: "GET", path: "/c/%E0%A4%A", status: 400 },
  { what: "a null byte", method: "GET", path: "/c/%00", status: 400 },
  { what: "a backslash", method: "GET", path: "/c/%5c..%5c", status: 400 },
  { what: "a long address", method: "GET", path: `/c/${"x".repeat(9_000)}`, status: 414 },
])("sends every security header with $what", async ({ method, path, status }) => {
  const post = method === "POST" ? { body: "{}", headers: { "content-type": "application/json" } } : {};
  const response = await createTestBrowser(edge.url).fetch(path, { method, ...post });
  expect(response.status).toBe(status);
  expectGuarded(response.headers);
  expect(await response.text()).not.toMatch(/\/srv\/|select \*|node_modules|at .*\(.*:\d+:\d+\)/);
});

/** Sends bytes unchanged, and returns the head of the response when the connection ends. */
async function sendBytes(bytes: string): Promise<{ status: number; headers: Headers }> {
  const response = await new Promise<string>((resolve, reject) => {
    const socket = connect(edge.port, "127.0.0.1", () => socket.write(bytes));
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    socket.on("end", () => resolve(text)).on("error", reject);
  });
  const [first = "", ...lines] = response.split("\r\n\r\n", 1)[0]?.split("\r\n") ?? [];
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  return { status: Number(first.split(" ")[1]), headers: new Headers(headers) };
}

const REST = "Host: localhost\r\nConnection: close\r\n\r\n";
test.each([
  { what: "a version that does not exist", bytes: "GET / HTTP/9.9\r\n\r\n", status: 400 },
  { what: "bytes that are not HTTP", bytes: "NONSENSE\r\n\r\n", status: 400 },
  { what: "a method that does not exist", bytes: `BREW /cart HTTP/1.1\r\n${REST}`, status: 501 },
  { what: "headers without end", bytes: `GET / HTTP/1.1\r\nX-Long: ${"x".repeat(20_000)}\r\n${REST}`, status: 431 },
  { what: "no host", bytes: "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", status: 400 },
  { what: "no host, as long ago", bytes: "GET / HTTP/1.0\r\n\r\n", status: 421 },
  { what: "two hosts", bytes: `GET /cart HTTP/1.1\r\nHost: localhost\r\n${REST}`, status: 400 },
  { what: "two hosts for a probe", bytes: `GET /api/health/live HTTP/1.1\r\nHost: x\r\n${REST}`, status: 400 },
  { what: "an unknown expectation", bytes: `GET /cart HTTP/1.1\r\nExpect: more\r\n${REST}`, status: 200 },
  {
    what: "an offer to speak HTTP/2",
    bytes: "GET /cart HTTP/1.1\r\nHost: localhost\r\nConnection: close, Upgrade\r\nUpgrade: h2c\r\n\r\n",
    status: 200,
  },
  { what: "a packed body", bytes: `POST /cart HTTP/1.1\r\nContent-Encoding: gzip\r\n${REST}`, status: 415 },
])("responds to $what with the same headers, and an id", async ({ bytes, status }) => {
  const response = await sendBytes(bytes);
  expect(response.status).toBe(status);
  expectGuarded(response.headers);
  expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
});

test("streams a personal page under its own nonce, and gives any other page the hashes of its content", async () => {
  const browser = createTestBrowser(edge.url);
  const policies = [];
  for (const path of ["/cart", "/cart", "/", "/nothing", "/products/kept"])
    policies.push((await browser.fetch(path)).headers.get("content-security-policy") ?? "");
  const [first = "", second = "", home = "", missing = "", kept = ""] = policies;
  expect(first).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/]{24}' 'strict-dynamic'/);
  expect(second).not.toBe(first);
  expect(first).toContain("connect-src 'self' https://live.example.com wss://live.example.com;");
  for (const policy of [home, missing]) {
    expect(policy).toContain(`script-src 'self' ${sha(INLINE)};`);
    expect(policy).not.toContain("nonce");
  }
  expect(kept).toBe("default-src 'none'; script-src 'sha256-kept'");
});

test("adds integrity to the tags of each rendered page, streamed or held, compressed or not, and sends all of its text", async () => {
  for (const encoding of ["identity", "gzip", "br"])
    for (const [path, tags, end] of [
      ["/cart", 3, "<p>more"],
      ["/", 1, "<p>plain"],
      ["/nothing", 1, "<p>plain"],
    ] as const) {
      const response = await createTestBrowser(edge.url).fetch(path, { headers: { "accept-encoding": encoding } });
      const html = await response.text();
      expect([encoding, path, html.split(SIGNED).length - 1, html.split(BUILT).length - 1]).toEqual([
        encoding,
        path,
        tags,
        0,
      ]);
      expect(html).toContain(end);
    }
});

test("removes headers that Next trusts from requests, and gives public pages no visitor", async () => {
  seen = [];
  const spoofed = {
    "content-security-policy": "script-src 'nonce-mine'",
    "x-middleware-subrequest": "proxy",
    "x-nextjs-data": "1",
    "next-action": "0123",
    "x-request-scope": "mine",
    "x-forwarded-host": "evil.example",
    "x-forwarded-for": "203.0.113.9",
    cookie: "cartwright-session=x",
  };
  await createTestBrowser(edge.url).fetch("/cart", { headers: spoofed });
  await createTestBrowser(edge.url).fetch("/", { headers: spoofed });
  const [personal, shared] = seen.map((request) => request.headers);
  expect(personal).toMatchObject({ "x-forwarded-host": "shop.example.com", "x-forwarded-for": "127.0.0.1" });
  expect(personal?.["content-security-policy"]).not.toContain("mine");
  expect(personal?.["x-request-scope"]).not.toBe("mine");
  for (const name of ["x-middleware-subrequest", "x-nextjs-data", "next-action"])
    expect(personal).not.toHaveProperty(name);
  expect(shared).not.toHaveProperty("cookie");
  expect(shared).not.toHaveProperty("x-request-scope");
});

test("lets browsers revalidate prefetched public pages each time, instead of showing them for a year after a change", async () => {
  const response = await fetch(`${edge.url}/data/kept`, { headers: { host: "shop.example.com" } });
  expect(response.headers.get("cache-control")).toBe("public, max-age=0, must-revalidate");
});

test("lets no cache keep personal responses", async () => {
  const browser = createTestBrowser(edge.url);
  for (const path of ["/cart", "/api/csrf", "/api/trpc/cart.get", "/api/auth/session"])
    expect([path, (await browser.fetch(path)).headers.get("cache-control")]).toEqual([path, "private, no-store"]);
});

test("sets every cookie for this host only, http-only and same-site", async () => {
  const lines = (await createTestBrowser(edge.url).fetch("/api/csrf")).headers.getSetCookie();
  expect(new Set(lines.map((line) => line.split("=", 1)[0]))).toEqual(
    new Set(["__Host-cartwright-csrf", "__Host-cartwright-guest"]),
  );
  for (const line of lines) {
    expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Strict; Secure(; Max-Age=\d+)?$/);
    expect(line).not.toMatch(/Domain=/i);
  }
  const plain = await startTestEdge({ database: edge.database });
  for (const line of (await createTestBrowser(plain.url).fetch("/api/csrf")).headers.getSetCookie())
    expect(line).toMatch(/^cartwright-(csrf|guest)=[^;]+; Path=\/; HttpOnly; SameSite=Strict(; Max-Age=\d+)?$/);
  await plain.close();
});

test("lets browsers keep pictures for ever, revalidates them by ETag, and serves them from their folder only", async () => {
  const browser = createTestBrowser(edge.url);
  const picture = await browser.fetch("/media/p/picture-320.webp");
  expect(picture.headers.get("content-type")).toBe("image/webp");
  expect(picture.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(await picture.text()).toBe("a picture");
  const again = await browser.fetch("/media/p/picture-320.webp", {
    headers: { "if-none-match": picture.headers.get("etag") ?? "" },
  });
  expect(again.status).toBe(304);
  for (const [path, refused] of [
    ["../secrets.json", 400],
    ["p/../../secrets.json", 400],
    ["%2e%2e/secrets.json", 400],
    ["p/link.webp", 404],
    [".hidden.webp", 404],
    ["p", 404],
    ["p/", 404],
  ] as const) {
    // `fetch` would normalise the path before it is sent.
    const status = await new Promise((resolve) => {
      httpRequest({ port: edge.port, host: "127.0.0.1", path: `/media/${path}` }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
    expect([path, status]).toEqual([path, refused]);
  }
});

test("serves only the public host name in production, and health checks for any", async () => {
  const strict = await startTestEdge({
    database: edge.database,
    production: true,
    env: { PUBLIC_ORIGIN: "https://shop.example.com" },
  });
  const ask = (host: string, path = "/api/csrf") =>
    new Promise((resolve) => {
      httpRequest({ port: strict.port, host: "127.0.0.1", path, headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
  expect(await ask("shop.example.com")).toBe(200);
  for (const host of ["evil.example", "localhost", "shop.example.com.evil.example", "shop.example.com:81"])
    expect([host, await ask(host)]).toEqual([host, 421]);
  expect(await ask("10.0.0.7", "/api/health/live")).toBe(200);
  await strict.close();
});

test("accepts reports of blocked content, and nothing else on that path", async () => {
  const browser = createTestBrowser(edge.url);
  const post = (type: string, body: string) =>
    browser.fetch("/api/csp-report", { method: "POST", headers: { "content-type": type }, body });
  expect((await post("application/csp-report", '{"csp-report":{"blocked-uri":"inline"}}')).status).toBe(204);
  expect((await post("application/reports+json", "not json")).status).toBe(204);
  expect((await post("text/plain", "x")).status).toBe(415);
  expect((await post("application/csp-report", "x".repeat(20_000))).status).toBe(413);
});

test("responds with the error alone when a page fails while its beginning is held back", async () => {
  const response = await fetch(`${edge.url}/late/begun`, { headers: { host: "shop.example.com" } });
  expect(response.status).toBe(500);
  expectGuarded(response.headers);
  const body: unknown = JSON.parse(await response.text());
  expect(body).toMatchObject({ error: { data: { reason: "internal" } } });
});

test("cuts off a complete response when its handler fails afterwards, and keeps serving", async () => {
  const headers = { host: "shop.example.com", "accept-encoding": "br" };
  await expect(fetch(`${edge.url}/late/whole`, { headers })).rejects.toThrow("fetch failed");
  expect((await fetch(`${edge.url}/`, { headers })).status).toBe(200);
});

test("a page that fails because the database does not respond says when to come again; any other failure stays one", async () => {
  for (const path of ["/unread/later", "/unread/at-once"]) {
    const later = await fetch(`${edge.url}${path}`);
    expect([later.status, later.headers.get("Retry-After")]).toEqual([503, "2"]);
    expect(await later.text()).toContain("It failed.");
  }
  const broken = await fetch(`${edge.url}/unread/broken`);
  expect([broken.status, broken.headers.get("Retry-After")]).toEqual([500, null]);
});
