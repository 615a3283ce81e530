import { INFO_PATHS } from "@cartwright/contracts/info-pages";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { isPublicPage } from "./route-pattern.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

/** What reached Next: the URL and the headers. */
interface Rendered {
  readonly url: string;
  readonly headers: string;
}

const MARK = "planted-by-a-visitor";
/** One of every kind, as the edge tells them apart. */
const PUBLIC_PATHS = [
  "/c/kitchen",
  "/collections/gifts",
  "/products/stoneware-teapot",
  "/shop/en/products/stoneware-teapot",
  ...INFO_PATHS,
  "/robots.txt",
  "/icon.svg",
  "/favicon.ico",
];
/** Every header in which browsers and their extensions say something of a person, and some that no one expects. */
const MARKED_HEADERS = Object.fromEntries(
  [
    "accept",
    "accept-language",
    "authorization",
    "cookie",
    "dnt",
    "forwarded",
    "from",
    "next-router-state-tree",
    "next-url",
    "referer",
    "rsc",
    "sec-ch-ua",
    "traceparent",
    "user-agent",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-requested-with",
    "x-made-up",
  ].map((name) => [name, MARK]),
);
const rendered: Rendered[] = [];

let edge: TestEdge;
beforeAll(async () => {
  edge = await startTestEdge({
    handleWithNext: async (request, response) => {
      rendered.push({ url: request.url ?? "", headers: JSON.stringify(request.headers) });
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.end("<!doctype html><title>A page</title>");
    },
  });
});
afterAll(() => edge.close());
beforeEach(() => {
  rendered.length = 0;
});

test("covers every kind of public page", () => {
  expect(PUBLIC_PATHS.filter((path) => !isPublicPage(path))).toEqual([]);
});

test.each(PUBLIC_PATHS)(
  "%s is rendered without the query, the headers and the cookies of the visitor",
  async (path) => {
    const response = await fetch(`${edge.url}${path}?${MARK}=${MARK}&colour=Ink`, { headers: MARKED_HEADERS });
    expect(response.status).toBe(200);
    expect(rendered.map(({ url }) => url)).toEqual([path]);
    expect(rendered[0]?.headers).not.toContain(MARK);
  },
);

test("keeps the hash of a navigation, and drops anything that does not look like one", async () => {
  await fetch(`${edge.url}/c/kitchen?colour=Ink&_rsc=1h8xq`, { headers: { rsc: "1" } });
  await fetch(`${edge.url}/c/kitchen?_rsc=%3Cscript%3E`, { headers: { rsc: "1" } });
  expect(rendered.map(({ url }) => url)).toEqual(["/c/kitchen?_rsc=1h8xq", "/c/kitchen"]);
});

test("drops the hash of a navigation from any other request, which would be rendered with it", async () => {
  await fetch(`${edge.url}/c/kitchen?_rsc=1h8xq`);
  await fetch(`${edge.url}/c/kitchen?_rsc=1h8xq`, { headers: { rsc: "2" } });
  expect(rendered.map(({ url }) => url)).toEqual(["/c/kitchen", "/c/kitchen"]);
});

test("pages for one visitor keep their query", async () => {
  await fetch(`${edge.url}/search?q=teapot`);
  expect(rendered.map(({ url }) => url)).toEqual(["/search?q=teapot"]);
});
