import { type ListedProcedure, listProcedures } from "@cartwright/api/list-procedures";
import { appRouter } from "@cartwright/api/root";
import type { ProcedureMeta } from "@cartwright/api/trpc";
import { holds, PERMISSIONS, type Permission, type Role } from "@cartwright/contracts/permissions";
import { createProduct } from "@cartwright/core/testing/fixtures";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logInAs } from "../testing/log-in-as.ts";
import { createTestBrowser, type TestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

/** Generated from the router: a new procedure is tested, and one that does not declare its access fails. */
const ROLES: readonly Role[] = ["shopper", "support", "manager", "admin"];

const procedures = listProcedures(appRouter);
const mutations = procedures.filter((procedure) => procedure.type === "mutation");

let edge: TestEdge;
const browsers = new Map<Role | "anonymous", TestBrowser>();

beforeAll(async () => {
  edge = await startTestEdge();
  browsers.set("anonymous", createTestBrowser(edge.url));
  for (const role of ROLES) browsers.set(role, (await logInAs(edge, role)).browser);
});
afterAll(async () => edge.close());

function browserOf(who: Role | "anonymous"): TestBrowser {
  const browser = browsers.get(who);
  if (!browser) throw new Error(`no browser for ${who}`);
  return browser;
}

/** Calls with an input that no schema accepts, so that a call that is let in changes nothing. */
async function knock(who: Role | "anonymous", procedure: ListedProcedure) {
  const browser = browserOf(who);
  const input = { " no such field": true };
  return procedure.type === "mutation" ? browser.mutate(procedure.name, input) : browser.query(procedure.name, input);
}

const isPermission = (access: string): access is Permission => Object.hasOwn(PERMISSIONS, access);

/** The reason why a caller is refused; null for one that is let in. */
function expectedRefusal(who: Role | "anonymous", access: ProcedureMeta["access"]): string | null {
  if (access === "public") return null;
  if (access === "system") return "not_found";
  if (who === "anonymous") return "sign_in_required";
  if (access === "member") return null;
  return holds(who, access) ? null : "forbidden";
}

const DOOR = new Set(["sign_in_required", "forbidden"]);

test("every procedure declares who may call it, its budget, its input and its output", () => {
  expect(procedures.length).toBeGreaterThan(30);
  const silent = procedures.filter(({ meta, input, output }) => {
    const known = meta && (["public", "member", "system"].includes(meta.access) || isPermission(meta.access));
    return !known || meta.limit === undefined || input === null || output === null;
  });
  // A procedure without input declares `NoInput`.
  expect(silent.map((procedure) => procedure.name)).toEqual([]);
});

test("a procedure whose input is optional works without one", () => {
  const strict = procedures.filter(({ input }) => input?.safeParse({}).success && !input.safeParse(undefined).success);
  // `.prefault({})` on its input.
  expect(strict.map((procedure) => procedure.name)).toEqual([]);
});

test("every procedure of the back office needs a permission, and no other does", () => {
  const wrong = procedures.filter(({ name, meta }) => name.startsWith("admin.") !== isPermission(meta?.access ?? ""));
  expect(wrong.map((procedure) => procedure.name)).toEqual([]);
});

describe.each(["anonymous", ...ROLES] as const)("%s", (who) => {
  test.each(procedures.map((procedure) => [procedure.name, procedure] as const))("at %s", async (_name, procedure) => {
    const response = await knock(who, procedure);
    const expected = expectedRefusal(who, procedure.meta?.access ?? "system");
    const got = response.reason !== null && (DOOR.has(response.reason) || expected !== null) ? response.reason : null;
    expect(got).toBe(expected);
    expect(response.status).toBeLessThan(500);
  });
});

/** Inputs that break the rules of every schema in different ways. */
const INVALID: readonly (readonly [string, string])[] = [
  ["no input", ""],
  ["null", "null"],
  ["a number", "7"],
  ["a list", "[1]"],
  ["an empty object", "{}"],
  ["an unknown field", '{"no such field":true}'],
  ["text that no database keeps", '{"id":"a\\u0000b","number":"\\ud800"}'],
  ["a text that is too long", JSON.stringify({ number: "x".repeat(9_000) })],
];

/** Calls with a JSON text as it is. */
async function callWith(who: Role | "anonymous", { name, type }: ListedProcedure, json: string) {
  const browser = browserOf(who);
  const response =
    type === "mutation"
      ? await browser.fetch(`/api/trpc/${name}`, {
          method: "POST",
          headers: { "content-type": "application/json", "x-csrf-token": await browser.csrf() },
          body: json,
        })
      : await browser.fetch(`/api/trpc/${name}${json === "" ? "" : `?input=${encodeURIComponent(json)}`}`);
  const { data } = ((await response.json()) as { error: { data: { reason: string; fields: unknown } } }).error;
  return { status: response.status, reason: data.reason, fields: data.fields };
}

describe.each(["anonymous", "shopper", "support"] as const)("%s learns nothing of an input's rules", (who) => {
  const closed = procedures.filter(({ meta }) => expectedRefusal(who, meta?.access ?? "system") !== null);
  test.each(closed.map((procedure) => [procedure.name, procedure] as const))("at %s", async (_name, procedure) => {
    const reason = expectedRefusal(who, procedure.meta?.access ?? "system");
    for (const [what, json] of INVALID) {
      // An input of a query that is cut in the middle is no JSON, which the edge refuses before it knows the procedure.
      if (procedure.type === "query" && json.length > 4_000) continue;
      expect([what, await callWith(who, procedure, json)]).toMatchObject([what, { reason, fields: null }]);
    }
  });
});

/** Rows of every table that a shopper's act could change. */
async function rowCounts(): Promise<unknown> {
  const { rows } = await sql`
    select schemaname, relname,
      (xpath('/row/c/text()', query_to_xml(format('select count(*) as c from %I.%I', schemaname, relname), false, true, '')))[1]::text as rows
    from pg_stat_user_tables where relname <> 'rate_limits' order by 1, 2`.execute(edge.database.db);
  return rows;
}

describe("a mutation without a valid CSRF token", () => {
  const json = { "content-type": "application/json" };
  /** Each case: what a request lacks or has in addition, made from valid headers. */
  const cases: readonly (readonly [string, (good: { token: string; foreign: string }) => Record<string, string>])[] = [
    ["no header", () => ({})],
    ["an empty header", () => ({ "x-csrf-token": "" })],
    ["a made-up token", () => ({ "x-csrf-token": "x".repeat(68) })],
    ["another visitor's token", ({ foreign }) => ({ "x-csrf-token": foreign })],
    ["a token cut short", ({ token }) => ({ "x-csrf-token": token.slice(0, -1) })],
    ["another site's origin", ({ token }) => ({ "x-csrf-token": token, origin: "https://evil.example" })],
    ["no origin of any site", ({ token }) => ({ "x-csrf-token": token, origin: "null" })],
    ["our name in another's", ({ token }) => ({ "x-csrf-token": token, origin: "http://localhost.evil.example" })],
    [
      "a page at another port of this machine",
      ({ token }) => ({ "x-csrf-token": token, origin: "http://127.0.0.1:1" }),
    ],
    ["a browser that says cross-site", ({ token }) => ({ "x-csrf-token": token, "sec-fetch-site": "cross-site" })],
    ["a browser that says same-site", ({ token }) => ({ "x-csrf-token": token, "sec-fetch-site": "same-site" })],
  ];

  test.each(mutations.map((procedure) => [procedure.name]))(
    "%s is refused in every case, and changes nothing",
    async (name) => {
      const foreign = await createTestBrowser(edge.url).csrf();
      for (const who of ["anonymous", "shopper", "admin"] as const) {
        const browser = browserOf(who);
        const token = await browser.csrf();
        for (const [what, headersOf] of cases) {
          const headers = { ...json, ...headersOf({ token, foreign }) };
          const response = await browser.fetch(`/api/trpc/${name}`, { method: "POST", headers, body: "{}" });
          expect([what, response.status, (await response.json()).error.data.reason]).toEqual([
            what,
            403,
            "csrf_invalid",
          ]);
        }
      }
    },
  );

  test("a valid token does nothing without its cookie, or with the cookie of another session", async () => {
    const product = await createProduct(edge.database.db);
    const input = { variantId: product.variants[0].id, quantity: 2 };
    const before = await rowCounts();
    const browser = createTestBrowser(edge.url);
    const token = await browser.csrf();
    const guestCookie = browser.cookies.get("cartwright-csrf") ?? "";
    browser.cookies.delete("cartwright-csrf");
    expect((await browser.mutate("cart.setLine", input)).reason).toBe("csrf_invalid");
    const { browser: member } = await logInAs(edge, "shopper");
    const memberRows = await rowCounts();
    member.cookies.set("cartwright-csrf", guestCookie);
    const response = await member.fetch("/api/trpc/cart.setLine", {
      method: "POST",
      headers: { ...json, "x-csrf-token": token },
      body: JSON.stringify(input),
    });
    expect(response.status).toBe(403);
    expect(await rowCounts()).toEqual(memberRows);
    expect(JSON.stringify(before)).toContain("lines");
  });

  test("a valid token works from our own pages", async () => {
    const product = await createProduct(edge.database.db);
    const input = { variantId: product.variants[0].id, quantity: 2 };
    const fromPage = { origin: edge.env.PUBLIC_ORIGIN, "sec-fetch-site": "same-origin" };
    const response = await createTestBrowser(edge.url, fromPage).mutate("cart.setLine", input);
    expect(response.status).toBe(200);
    expect(response.data).toMatchObject({ lines: [{ quantity: 2 }] });
  });
});
