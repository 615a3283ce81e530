import { mkdir, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

const SCRIPT = "export const a = 1; ".repeat(500);
const PAGE = `<!doctype html><p>${"the same for everyone ".repeat(200)}</p>`;
let edge: TestEdge;

beforeAll(async () => {
  edge = await startTestEdge({
    async handleWithNext(incoming, response) {
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      if (incoming.url === "/cart") {
        const nonce = /'nonce-([^']+)'/.exec(String(incoming.headers["content-security-policy"]))?.[1];
        response.write(`<!doctype html><script nonce="${nonce}">a()</script>`);
        setImmediate(() => response.end(PAGE));
        return;
      }
      response.setHeader("Cache-Control", "public, max-age=0");
      response.setHeader("ETag", '"page-1"');
      response.setHeader("Content-Length", Buffer.byteLength(PAGE));
      response.end(PAGE);
    },
  });
  await mkdir(join(edge.dataDir, "build", "static", "chunks"), { recursive: true });
  await writeFile(join(edge.dataDir, "build", "static", "chunks", "a.js"), SCRIPT);
});
afterAll(async () => edge.close());

/** The raw bytes; `fetch` would decompress them. */
async function ask(path: string, encoding: string, more: Record<string, string> = {}) {
  return new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: Buffer }>(
    (resolve, reject) => {
      const headers = { ...more, ...(encoding === "" ? {} : { "accept-encoding": encoding }) };
      request({ port: edge.port, host: "127.0.0.1", path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      })
        .on("error", reject)
        .end();
    },
  );
}

test.each([
  { path: "/", encoding: "gzip, deflate, br", expected: "br", decompress: brotliDecompressSync, content: PAGE },
  { path: "/", encoding: "gzip;q=0.5, br;q=0", expected: "gzip", decompress: gunzipSync, content: PAGE },
  {
    path: "/_next/static/chunks/a.js",
    encoding: "br",
    expected: "br",
    decompress: brotliDecompressSync,
    content: SCRIPT,
  },
])(
  "compresses $path as $expected for a client that accepts $encoding",
  async ({ path, encoding, expected, decompress, content }) => {
    for (let round = 0; round < 2; round += 1) {
      const { headers, body } = await ask(path, encoding);
      expect(headers["content-encoding"]).toBe(expected);
      expect(headers["vary"]).toContain("Accept-Encoding");
      expect(headers["etag"]).toMatch(/^W\//);
      expect(Number(headers["content-length"])).toBe(body.length);
      expect(body.length).toBeLessThan(content.length / 5);
      expect(decompress(body).toString()).toBe(content);
    }
  },
);

test("compresses a streamed page piece by piece, and keeps its policy", async () => {
  const { headers, body } = await ask("/cart", "br, gzip");
  expect(headers["content-encoding"]).toBe("gzip");
  const html = gunzipSync(body).toString();
  const nonce = /nonce="([^"]+)"/.exec(html)?.[1];
  expect(headers["content-security-policy"]).toContain(`'nonce-${nonce}'`);
  expect(html.endsWith(PAGE)).toBe(true);
});

test("revalidates a compressed file by its ETag", async () => {
  const { headers } = await ask("/_next/static/chunks/a.js", "br");
  const again = await ask("/_next/static/chunks/a.js", "br", { "if-none-match": String(headers["etag"]) });
  expect(again.status).toBe(304);
  expect(again.body.length).toBe(0);
});

test("compresses nothing for a client that accepts no encoding, and nothing small or secret", async () => {
  expect((await ask("/", "")).body.toString()).toBe(PAGE);
  expect((await ask("/", "identity")).headers).not.toHaveProperty("content-encoding");
  expect((await ask("/api/csrf", "br, gzip")).headers).not.toHaveProperty("content-encoding");
  expect((await ask("/api/health/live", "br")).headers).not.toHaveProperty("content-encoding");
});
