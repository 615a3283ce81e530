import type { Page } from "@playwright/test";
import { readPagePaths } from "./page-paths.ts";
import { expect, test } from "./test.ts";

/** A page that finds nothing is a page as well. */
const SAMPLES: Readonly<Record<string, string>> = {
  "[category]": "no-such-category",
  "[collection]": "no-such-collection",
  "[number]": "CW-2222-2222",
};
const NOT_FOUND = ["/no-such-page", "/products/no-such-product", "/admin/no-such-page"];

const allPaths = async (slug: string) => [...(await readPagePaths((folder) => SAMPLES[folder] ?? slug)), ...NOT_FOUND];

/** The tags of a document that load a script or style without integrity, and the number of those with it. */
function readTags(html: string): { unsigned: string[]; signed: number } {
  const tags = html.match(/<(?:script|link)\b[^>]*>/gi) ?? [];
  const loading = tags.filter((tag) =>
    /^<script/i.test(tag) ? /\ssrc=/i.test(tag) : /rel="(stylesheet|modulepreload)"|as="(script|style)"/i.test(tag),
  );
  const unsigned = loading.filter((tag) => !/\sintegrity="sha384-[A-Za-z0-9+/]{64}"/.test(tag));
  return { unsigned, signed: loading.length - unsigned.length };
}

/** The same in the browser's document, including what its scripts added while it loaded. */
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

test("every page has integrity on its scripts and styles, error pages included", async ({ shopper, browserErrors }) => {
  browserErrors.allow(/status of 40[14]/);
  const { slug } = await shopper.findsProduct();
  const paths = await allPaths(slug);
  expect(paths.length).toBeGreaterThan(20);
  // Public ones twice: as first rendered, and from the cache.
  for (const path of [...paths, "/", `/products/${slug}`]) await expectSigned(shopper.page, path);
});

test.describe("logged in as an admin", () => {
  test.use({ loggedInAs: "admin" });

  test("pages that take a log-in have integrity on their scripts and styles", async ({ page, browserErrors }) => {
    browserErrors.allow(/status of 404/);
    const paths = (await allPaths("x")).filter((path) => /^\/(account|admin)/.test(path));
    for (const path of paths) await expectSigned(page, path);
  });
});

/** From now on every script and style of the build arrives with something appended. Tests end it with `unrouteAll`. */
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
  test(`a script or style that was changed in transit does not run on a ${kind} page`, async ({
    page,
    browserErrors,
  }) => {
    browserErrors.allow(/integrity|digest/i);
    await changesFiles(page);
    await page.goto(path);
    await page.waitForLoadState("networkidle");
    // The rendered document is there without its scripts and styles.
    await expect(page.locator("h1").first()).toBeAttached();
    await expectUnchanged(page);
    expect(await page.locator("script[src][integrity]").count()).toBeGreaterThan(3);
    // A preloaded file may still be on its way.
    await page.unrouteAll({ behavior: "wait" });
  });
}

test("a changed script that is loaded later does not run either", async ({ shopper, browserErrors }) => {
  browserErrors.allow(/integrity|digest|Failed to load chunk/i);
  const { page } = shopper;
  await shopper.opens("/");
  await page.waitForLoadState("networkidle");
  await changesFiles(page);
  const refused = page.waitForEvent("console", { predicate: (message) => /integrity/i.test(message.text()) });
  await page.locator('main a[href^="/products/"]').first().click();
  await refused;
  await expectUnchanged(page);
  await page.unrouteAll({ behavior: "wait" });
});
