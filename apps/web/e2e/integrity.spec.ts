import { readdir } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./test.ts";

/** What stands for a dynamic part of a path. A page that finds nothing there is a page as well. */
const SAMPLES: Readonly<Record<string, string>> = { "[category]": "no-such-category", "[number]": "CW-2222-2222" };
const NOT_FOUND = ["/no-such-page", "/products/no-such-product", "/admin/no-such-page"];

/** The path of every page that there is, from the files that make them: a new one is looked at without being named here. */
async function readPagePaths(slug: string): Promise<string[]> {
  const app = new URL("../src/app/", import.meta.url);
  const files = (await readdir(app, { recursive: true })).filter((file) => /(^|\/)page\.tsx$/.test(file));
  const paths = files.map((file) => {
    const parts = file.split("/").slice(0, -1);
    const seen = parts.filter((part) => !part.startsWith("(") && part !== "shop" && part !== "[locale]");
    return `/${seen.map((part) => SAMPLES[part] ?? part.replace(/^\[.*\]$/, slug)).join("/")}`;
  });
  return [...new Set([...paths, ...NOT_FOUND])];
}

/** Tags of a document that load a script or a style and do not say what it must be; and how many say it. */
function readTags(html: string): { unsigned: string[]; signed: number } {
  const tags = html.match(/<(?:script|link)\b[^>]*>/gi) ?? [];
  const loading = tags.filter((tag) =>
    /^<script/i.test(tag) ? /\ssrc=/i.test(tag) : /rel="(stylesheet|modulepreload)"|as="(script|style)"/i.test(tag),
  );
  const unsigned = loading.filter((tag) => !/\sintegrity="sha384-[A-Za-z0-9+/]{64}"/.test(tag));
  return { unsigned, signed: loading.length - unsigned.length };
}

/** The same in the document that the browser has made of it, with whatever its scripts have added while it loaded. */
const unsignedInDocument = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("script[src], link[rel=stylesheet]")]
      .filter((element) => !element.hasAttribute("integrity"))
      .map((element) => element.outerHTML),
  );

async function expectSigned(page: Page, path: string): Promise<void> {
  const response = await page.goto(path);
  const { unsigned, signed } = readTags((await response?.text()) ?? "");
  expect([path, unsigned]).toEqual([path, []]);
  expect(signed, path).toBeGreaterThan(3);
  expect([path, await unsignedInDocument(page)]).toEqual([path, []]);
}

test("every page of every kind says what its scripts and styles must be, errors included", async ({
  shopper,
  complaints,
}) => {
  test.slow();
  complaints.expect(/status of 40[14]/);
  const [product] = await shopper.findsProducts();
  const paths = await readPagePaths(product?.slug ?? "");
  expect(paths.length).toBeGreaterThan(20);
  // Public ones twice: as they are first rendered, and as they are kept.
  for (const path of [...paths, "/", `/products/${product?.slug ?? ""}`]) await expectSigned(shopper.page, path);
});

test("so do the pages that only somebody who is logged in sees", async ({ page, complaints }) => {
  test.slow();
  complaints.expect(/status of 404/);
  const accounts = JSON.parse(process.env["CARTWRIGHT_E2E_ACCOUNTS"] ?? "[]") as { email: string; password: string }[]; // set by the global set-up
  const admin = accounts.find(({ email }) => email === "admin@example.com");
  await page.goto("/account");
  await page.getByLabel("Email address").fill(admin?.email ?? "");
  await page.getByLabel("Password").fill(admin?.password ?? "");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.waitForURL("**/account");
  const paths = (await readPagePaths("x")).filter((path) => /^\/(account|admin)/.test(path));
  for (const path of paths) await expectSigned(page, path);
});

/** From now on every script and style of the build arrives with something added. */
async function changesFiles(page: Page): Promise<void> {
  await page.route("**/_next/static/chunks/*", async (route) => {
    const response = await route.fetch();
    const isStyle = new URL(route.request().url()).pathname.endsWith(".css");
    const added = isStyle
      ? "body{background:rgb(1,2,3)!important}"
      : ";document.documentElement.dataset.changed='yes';";
    await route.fulfill({ response, body: (await response.text()) + added });
  });
}

async function expectUnchanged(page: Page): Promise<void> {
  expect(await page.locator("html").getAttribute("data-changed")).toBeNull();
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(background).not.toBe("rgb(1, 2, 3)");
}

for (const [kind, path] of [
  ["public", "/"],
  ["personal", "/cart"],
] as const) {
  test(`a script or style that was changed on its way is not run, on a ${kind} page`, async ({ page, complaints }) => {
    complaints.expect(/integrity|digest/i);
    await changesFiles(page);
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    // Without scripts and styles there is still the document that was rendered.
    await expect(page.locator("h1").first()).toBeAttached();
    await expectUnchanged(page);
    expect(await page.locator("script[src][integrity]").count()).toBeGreaterThan(3);
  });
}

test("nor is one that is loaded later, while somebody walks through the shop", async ({ shopper, complaints }) => {
  complaints.expect(/integrity|digest|Failed to load chunk/i);
  const { page } = shopper;
  await shopper.opens("/");
  await page.waitForLoadState("networkidle");
  await changesFiles(page);
  const refused = page.waitForEvent("console", { predicate: (message) => /integrity/i.test(message.text()) });
  await page.locator('main a[href^="/products/"]').first().click();
  await refused;
  await expectUnchanged(page);
});
