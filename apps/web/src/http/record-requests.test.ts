import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

let edge: TestEdge;
beforeAll(async () => {
  edge = await startTestEdge({ logToFile: true, env: { LOG_LEVEL: "info" } });
});
afterAll(async () => edge.close());

/** The log lines of a request id. */
async function linesOf(requestId: string | null): Promise<unknown[]> {
  const text = await readFile(join(edge.dataDir, "logs", "web.log"), "utf8");
  const lines = text.split("\n").filter((line) => line.includes(`"requestId":"${requestId}"`));
  return lines.map((line): unknown => JSON.parse(line));
}

test.each([
  { what: "a refused mutation", path: "/api/trpc/cart.clear", method: "POST", reason: "csrf_invalid" },
  { what: "a call by a stranger", path: "/api/trpc/account.me", method: "GET", reason: "sign_in_required" },
  { what: "an input that does not fit", path: "/api/trpc/catalog.product", method: "GET", reason: "invalid_input" },
  { what: "a refused log-in", path: "/api/auth/callback/credentials", method: "POST", reason: "csrf_invalid" },
  { what: "a webhook of an unknown provider", path: "/api/webhooks/nobody", method: "POST", reason: "not_found" },
  { what: "an unused method", path: "/cart", method: "DELETE", reason: "invalid_input" },
])("logs $what under the id of its response, with its reason", async (asked) => {
  const body = asked.method === "POST" ? { body: "{}", headers: { "content-type": "application/json" } } : {};
  const response = await createTestBrowser(edge.url).fetch(asked.path, { method: asked.method, ...body });
  const requestId = response.headers.get("x-request-id");
  expect(await response.json()).toMatchObject({ error: { data: { requestId, reason: asked.reason } } });
  const line = { msg: "request", status: response.status, reason: asked.reason };
  await expect.poll(() => linesOf(requestId)).toContainEqual(expect.objectContaining(line));
});
