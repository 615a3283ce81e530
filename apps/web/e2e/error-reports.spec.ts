import type { Page } from "@playwright/test";
import { expect, test } from "./test.ts";

/** Something that a person typed. */
const MARKER = "Zanzibarelli";
const FAULT = `no place for kim.${MARKER}@example.com`;

/** Throws an error in the page that no code catches. */
async function breaks(page: Page): Promise<void> {
  await page.evaluate((message) => {
    setTimeout(() => {
      throw new Error(message);
    });
  }, FAULT);
}

test("an uncaught error is reported to the shop, without personal data", async ({ shopper, browserErrors }) => {
  browserErrors.allow(new RegExp(MARKER));
  const { page } = shopper;
  const reports: string[] = [];
  await page.route("**/api/errors", async (route) => {
    if (route.request().method() === "POST") reports.push(route.request().postData() ?? "");
    await route.fulfill({ json: { release: "r1", environment: "test", sampleRate: 1 } });
  });
  await shopper.opens(`/search?q=${MARKER}`);

  await breaks(page);

  await expect(() => expect(reports).toHaveLength(1)).toPass();
  const [report = ""] = reports;
  const [, item = "", event = ""] = report.split("\n");
  expect(JSON.parse(item)).toMatchObject({ type: "event" });
  expect(JSON.parse(event)).toMatchObject({
    release: "r1",
    exception: { values: [{ type: "Error", value: "no place for [redacted]" }] },
    request: { url: expect.stringMatching(/\/search$/) },
  });
  expect(report).not.toContain(MARKER);
});

test("where reporting is off, the page asks for the settings once and sends no report", async ({
  shopper,
  browserErrors,
}) => {
  browserErrors.allow(new RegExp(MARKER));
  const { page } = shopper;
  await shopper.opens("/cart");
  const requests: string[] = [];
  page.on("request", (request) => requests.push(`${request.method()} ${new URL(request.url()).pathname}`));
  const asked = page.waitForResponse("**/api/errors");

  await breaks(page);
  expect((await asked).status()).toBe(204);
  await breaks(page);
  await page.evaluate(() => fetch("/api/health/live"));

  expect(requests.filter((request) => /\/api\/(?!trpc\/)/.test(request))).toEqual([
    "GET /api/errors",
    "GET /api/health/live",
  ]);
});

test("a click starts a trace, and leaves the sampling decision to the server", async ({ shopper }) => {
  const click = shopper.page.waitForRequest("**/api/trpc/cart.addLine*");
  await shopper.putsInCart(await shopper.findsProduct());
  expect((await click).headers()["traceparent"]).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
});
