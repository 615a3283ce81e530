import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

let edge: TestEdge;
beforeAll(async () => {
  edge = await startTestEdge();
});
afterAll(async () => edge.close());

async function post(path: string, body: string, headers: Record<string, string> = {}) {
  const browser = createTestBrowser(edge.url);
  const token = await browser.csrf();
  const response = await browser.fetch(path, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", "x-csrf-token": token, ...headers },
  });
  const text = await response.text();
  return { status: response.status, text, json: JSON.parse(text) };
}

const reasonOf = (json: { error?: { data?: { reason?: string } } }) => json.error?.data?.reason;
const line = JSON.stringify({ variantId: "01890000-0000-7000-8000-000000000000", quantity: 1 });

test("accepts ten calls in a batch and refuses eleven, with a result for each of the ten", async () => {
  const names = (count: number) => Array.from({ length: count }, () => "catalog.categories").join(",");
  const browser = createTestBrowser(edge.url);
  const ten = await browser.fetch(`/api/trpc/${names(10)}?batch=1&input=%7B%7D`);
  expect(ten.status).toBe(200);
  expect(await ten.json()).toHaveLength(10);
  const eleven = await browser.fetch(`/api/trpc/${names(11)}?batch=1&input=%7B%7D`);
  expect(eleven.status).toBe(400);
  expect(reasonOf(await eleven.json())).toBe("batch_too_large");
  const many = Array.from({ length: 500 }, () => "cart.clear").join(",");
  expect((await post(`/api/trpc/${many}?batch=1`, "{}")).status).toBe(400);
});

test("counts every call of a batch", async () => {
  const strict = await startTestEdge({ database: edge.database, env: { RATE_LIMIT_CART: "4/24h" } });
  const browser = createTestBrowser(strict.url);
  const response = await browser.fetch(`/api/trpc/${Array.from({ length: 6 }, () => "cart.clear").join(",")}?batch=1`, {
    method: "POST",
    body: "{}",
    headers: { "content-type": "application/json", "x-csrf-token": await browser.csrf() },
  });
  const responses: { error?: { data: { reason: string } } }[] = await response.json();
  expect(responses.filter((response) => response.error === undefined)).toHaveLength(4);
  expect(responses.filter((response) => response.error?.data.reason === "rate_limited")).toHaveLength(2);
  const refused = await browser.mutate("cart.clear");
  expect(refused).toMatchObject({ status: 429, reason: "rate_limited" });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(refused.headers.get("ratelimit-limit")).toBe("4");
  expect(refused.headers.get("ratelimit-remaining")).toBe("0");
  expect(refused.headers.get("ratelimit-policy")).toBe("4;w=86400");
  await strict.close();
});

test("accepts a JSON body of 64 KiB and twelve levels, and no other", async () => {
  const padded = (bytes: number) => `${line.slice(0, -1)},"pad":"${"x".repeat(bytes)}"}`;
  expect(await post("/api/trpc/cart.setLine", padded(65_536))).toMatchObject({ status: 413 });
  expect((await post("/api/trpc/cart.setLine", padded(10))).status).toBe(400); // read, and refused by the schema
  const nested = `${'{"a":'.repeat(13)}1${"}".repeat(13)}`;
  expect(reasonOf((await post("/api/trpc/cart.setLine", nested)).json)).toBe("invalid_input");
  expect((await post("/api/trpc/cart.setLine", "[".repeat(60_000))).status).toBe(400);
  expect((await post("/api/trpc/cart.setLine", "{")).status).toBe(400);
  for (const input of ["{", "%7B", "[".repeat(20)])
    expect((await createTestBrowser(edge.url).fetch(`/api/trpc/catalog.list?input=${input}`)).status).toBe(400);
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])
    expect((await post("/api/trpc/cart.setLine", line, { "content-type": type })).status).toBe(415);
});

test("accepts UTF-8 only, whatever charset is declared", async () => {
  for (const [charset, status] of [
    ["utf-8", 200],
    ['"UTF-8"', 200],
    ["utf-7", 415],
    ["utf-16", 415],
    ["iso-8859-1", 415],
  ] as const) {
    const response = await post("/api/trpc/cart.clear", "null", {
      "content-type": `application/json; charset=${charset}`,
    });
    expect([charset, response.status]).toEqual([charset, status]);
  }
  const browser = createTestBrowser(edge.url);
  const response = await browser.fetch("/api/trpc/account.forgotPassword", {
    method: "POST",
    // In Latin-1. A lenient decoder would read another email address.
    body: Buffer.from('{"email":"j\xf6rg@example.com"}', "latin1"),
    headers: { "content-type": "application/json", "x-csrf-token": await browser.csrf() },
  });
  expect(response.status).toBe(400);
});

test("refuses input for procedures without one, and accepts calls without an optional input", async () => {
  const browser = createTestBrowser(edge.url);
  const read = async (path: string, input: string) => {
    const search = input === "" ? "" : `${path.includes("?") ? "&" : "?"}input=${encodeURIComponent(input)}`;
    return (await browser.fetch(`/api/trpc/${path}${search}`)).status;
  };
  for (const input of ["1", '"text"', "[1]", '{"id":1}', '{"__proto__":1}', '{"constructor":1}']) {
    const statuses = [await read("catalog.categories", input), (await post("/api/trpc/cart.clear", input)).status];
    expect([input, ...statuses]).toEqual([input, 400, 400]);
  }
  for (const input of ["", "{}"]) {
    const statuses = [await read("catalog.categories", input), (await post("/api/trpc/cart.clear", input)).status];
    expect([input, ...statuses, await read("catalog.list", input)]).toEqual([input, 200, 200, 200]);
    expect([input, await read("catalog.list,catalog.featured?batch=1", input)]).toEqual([input, 200]);
  }
});

test("never fails internally on an empty body, or on JSON of another type", async () => {
  for (const batch of ["", "?batch=1"])
    for (const body of ["", "null", "1", "true", '"text"', "[]", "[1]", "{}", '{"0":null}', '{"__proto__":1}']) {
      const what = `${batch} ${body}`;
      const foreign = await post(`/api/trpc/account.sessions.revokeOthers${batch}`, body);
      expect([what, foreign.text.includes('"internal"'), foreign.status < 500]).toEqual([what, false, true]);
      const line = await post(`/api/trpc/cart.setLine${batch}`, body);
      expect([what, line.status]).toEqual([what, 400]);
    }
  expect((await post("/api/trpc/cart.clear", "")).status).toBe(200);
});

test("runs no mutation by GET, and no query by POST", async () => {
  const browser = createTestBrowser(edge.url);
  await browser.csrf();
  const get = await browser.query("cart.setLine", JSON.parse(line));
  expect(get.status).toBe(405);
  expect((await post("/api/trpc/catalog.categories", "{}")).status).toBe(405);
});

test("sends errors with a stable reason, a message and an id, and nothing internal", async () => {
  const broken = await startTestEdge({ database: edge.database });
  await broken.database.db.schema.withSchema("catalog").alterTable("categories").renameTo("categories_away").execute();
  const browser = createTestBrowser(broken.url);
  const response = await browser.query("catalog.categories");
  await broken.database.db.schema.withSchema("catalog").alterTable("categories_away").renameTo("categories").execute();
  expect(response).toMatchObject({ status: 500, reason: "internal" });
  expect(response.text).not.toMatch(/relation|select|stack|\/packages\/|node_modules/i);
  expect(JSON.parse(response.text).error.data.requestId).toBe(response.headers.get("x-request-id"));
  const wrong = await browser.query("catalog.product", { slug: "'; drop table x --" });
  expect(wrong).toMatchObject({ status: 400, reason: "invalid_input" });
  expect(JSON.parse(wrong.text).error.data.fields).toHaveProperty("slug");
  await broken.close();
});

test("reads the cart without using the budget for changing it", async () => {
  const strict = await startTestEdge({ database: edge.database, env: { RATE_LIMIT_CART: "2/24h" } });
  const browser = createTestBrowser(strict.url);
  for (let page = 0; page < 5; page += 1) expect((await browser.query("cart.get")).status).toBe(200);
  for (const status of [200, 200, 429]) expect((await browser.mutate("cart.clear")).status).toBe(status);
  expect((await browser.query("cart.get")).status).toBe(200);
  await strict.close();
});

test("has no system procedures for anyone", async () => {
  const response = await createTestBrowser(edge.url).mutate("saga.step", {});
  expect([404, 400]).toContain(response.status);
});
