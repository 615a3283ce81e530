import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

const MARK = "planted";
const INFO = 30;
let edge: TestEdge;
beforeAll(async () => {
  edge = await startTestEdge({ logToFile: true });
});
afterAll(() => edge.close());

test("what a caller sends to next-auth is logged at most at info, short and on one line", async () => {
  const sent = `javascript:${MARK}\r\n{"level":60,"msg":"forged"}\u202e\u001b[31m${"x".repeat(3_000)}`;
  const browser = createTestBrowser(edge.url);
  const form = {
    callbackUrl: sent,
    email: sent.slice(0, 100),
    password: sent,
    json: "true",
    csrfToken: await browser.csrf(),
  };
  for (const action of ["callback/credentials", "signin/credentials", "signout"])
    await browser.fetch(`/api/auth/${action}`, { method: "POST", body: new URLSearchParams(form) });
  for (const action of ["signin", "error", "providers", "signout"])
    await browser.fetch(
      `/api/auth/${action}?callbackUrl=${encodeURIComponent(sent)}&error=${encodeURIComponent(sent)}`,
    );

  const lines = (await readFile(join(edge.dataDir, "logs", "web.log"), "utf8")).trim().split("\n");
  const read = lines.map((line) => JSON.parse(line) as { level: number; said?: string; msg: string });
  const quoting = read.filter((line) => JSON.stringify(line).includes(MARK));
  expect(read.length).toBeGreaterThan(0);
  expect(read.filter((line) => line.msg === "forged")).toEqual([]);
  expect(quoting.filter((line) => line.level > INFO)).toEqual([]);
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what must not be there
  const isUnsafe = (text: string) => text.length > 200 || /[\u0000-\u001f\u202a-\u202e]/.test(text);
  expect(quoting.filter(({ said }) => said === undefined || isUnsafe(said))).toEqual([]);
});
