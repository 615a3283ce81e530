import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

/** What reached Next: the URL and the headers. */
interface Rendered {
  readonly url: string;
  readonly headers: string;
}

const MARK = "planted-by-a-visitor";
const PUBLIC_PATHS = ["/", "/c/kitchen", "/products/stoneware-teapot", "/returns", "/sitemap.xml"];
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

test.each(PUBLIC_PATHS)("%s is rendered without the query and the cookies of the visitor", async (path) => {
  const response = await fetch(`${edge.url}${path}?${MARK}=${MARK}&colour=Ink`, { headers: { cookie: `a=${MARK}` } });
  expect(response.status).toBe(200);
  expect(rendered.map(({ url }) => url)).toEqual([path]);
  expect(rendered[0]?.headers).not.toContain(MARK);
});

test("keeps the hash of a navigation, and drops anything that does not look like one", async () => {
  await fetch(`${edge.url}/c/kitchen?colour=Ink&_rsc=1h8xq`, { headers: { rsc: "1" } });
  await fetch(`${edge.url}/c/kitchen?_rsc=%3Cscript%3E`, { headers: { rsc: "1" } });
  expect(rendered.map(({ url }) => url)).toEqual(["/c/kitchen?_rsc=1h8xq", "/c/kitchen"]);
});

test("pages for one visitor keep their query", async () => {
  await fetch(`${edge.url}/search?q=teapot`);
  expect(rendered.map(({ url }) => url)).toEqual(["/search?q=teapot"]);
});
