import { createSitemapWalk } from "@cartwright/core/catalog/sitemaps/write-sitemaps";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

let edge: TestEdge;
beforeAll(async () => {
  edge = await startTestEdge();
});
afterAll(() => edge.close());

const ask = (path: string, encoding = "gzip") =>
  fetch(`${edge.url}${path}`, { headers: { "accept-encoding": encoding } });

test("asks to come back later until a worker has written the sitemaps, and then serves them", async () => {
  const early = await ask("/sitemap.xml");
  expect(early.status).toBe(503);
  expect(early.headers.get("retry-after")).toBe("60");

  const { publicOrigin } = edge.deps.api.settings;
  await createSitemapWalk(edge.database, { origin: publicOrigin, paths: ["/"], limit: 100 })();
  const index = await ask("/sitemap.xml");
  expect(index.headers.get("content-type")).toBe("application/xml; charset=utf-8");
  expect(await index.text()).toContain(`<loc>${publicOrigin}/sitemaps/pages.xml</loc>`);
  for (const encoding of ["gzip", "identity"]) {
    const file = await ask("/sitemaps/pages.xml", encoding);
    expect(await file.text()).toContain(`<loc>${publicOrigin}/</loc>`);
    expect(file.headers.get("content-encoding")).toBe(encoding === "gzip" ? "gzip" : null);
  }
});

test.each(["/sitemaps/none.xml", "/sitemaps/pages-9999.xml"])("knows no %s", async (path) => {
  expect((await ask(path)).status).toBe(404);
});
