import type { Page } from "@playwright/test";
import { findViolations } from "./axe.ts";
import { expect, test } from "./test.ts";

const box = (page: Page) => page.getByRole("combobox", { name: "Search" });
const list = (page: Page) => page.getByRole("listbox", { name: "Suggestions" });
const options = (page: Page) => list(page).getByRole("option");

test("suggestions appear while someone types, and lead on by the keyboard alone", async ({ shopper }) => {
  const { page } = shopper;
  const product = await shopper.findsProduct();
  await shopper.opens("/search");
  await expect(box(page)).toHaveAttribute("aria-expanded", "false");
  const below = page.getByRole("article").first();
  const before = await below.boundingBox();

  await box(page).focus();
  await page.keyboard.type(product.title.slice(0, -1));
  await expect(options(page).filter({ hasText: product.title })).toBeVisible();
  await expect(box(page)).toHaveAttribute("aria-expanded", "true");
  const count = await options(page).count();
  await expect(page.getByRole("status").filter({ hasText: new RegExp(`^${count} suggestion`) })).toBeAttached();
  expect(await below.boundingBox()).toEqual(before);
  expect(await findViolations(page)).toEqual([]);

  // The arrows go through the options, and through the box between the last and the first.
  const active = () =>
    box(page).evaluate((input) => {
      const id = input.getAttribute("aria-activedescendant");
      return id === null ? null : document.getElementById(id)?.getAttribute("aria-selected");
    });
  await page.keyboard.press("ArrowUp");
  await expect(options(page).last()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect.poll(active).toBeNull();
  await page.keyboard.press("ArrowDown");
  await expect(options(page).first()).toHaveAttribute("aria-selected", "true");
  await expect.poll(active).toBe("true");

  // Escape closes and keeps the text. The next one is the browser's own.
  await page.keyboard.press("Escape");
  await expect(list(page)).toBeHidden();
  await expect(box(page)).toHaveValue(product.title.slice(0, -1));

  await page.keyboard.press("ArrowDown");
  const option = options(page).filter({ hasText: product.title });
  await expect(async () => {
    if ((await option.getAttribute("aria-selected")) === "true") return;
    await page.keyboard.press("ArrowDown");
    await expect(option).toHaveAttribute("aria-selected", "true", { timeout: 200 });
  }).toPass();
  await page.keyboard.press("Enter");
  await shopper.seesHeading(product.title);
});

test("Enter without a choice searches for what was typed, and a response to an earlier text is dropped", async ({
  shopper,
}) => {
  const { page } = shopper;
  const held: (() => void)[] = [];
  await page.route(/catalog\.suggest/, async (route) => {
    if (!decodeURIComponent(route.request().url()).includes('"mu"')) return route.continue();
    await new Promise<void>((resolve) => held.push(resolve));
    await route.continue().catch(() => undefined);
  });
  await shopper.opens("/search");
  await box(page).focus();
  await page.keyboard.type("mu");
  await expect.poll(() => held.length).toBe(1);
  await page.keyboard.type("zzqx");
  await expect(page.getByRole("status").filter({ hasText: "No suggestions" })).toBeAttached();
  held[0]?.();
  await expect(list(page)).toBeHidden();
  await page.keyboard.press("Enter");
  await shopper.seesHeading("“muzzqx”");
});

test("the code of the suggestions is loaded with the focus, and a press of a suggestion leads to its page", async ({
  shopper,
}) => {
  const { page } = shopper;
  await page.setViewportSize({ width: 390, height: 844 });
  const product = await shopper.findsProduct();
  const scripts: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.push(request.url());
  });
  await shopper.opens("/search");
  await page.waitForLoadState("networkidle");
  const before = scripts.length;
  await box(page).click();
  await expect.poll(() => scripts.length).toBeGreaterThan(before);
  await page.keyboard.type(product.title);
  const option = options(page).filter({ hasText: product.title }).first();
  await expect(option).toBeVisible();
  const { x = -1, width = 0 } = (await list(page).boundingBox()) ?? {};
  expect(x).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(390);
  await option.click();
  await shopper.seesHeading(product.title);
});

test("what many searched for is suggested to others", async ({ shopper }) => {
  const { page } = shopper;
  const product = await shopper.findsProduct();
  const query = product.title.replaceAll(/[^\p{L}\s]/gu, " ").toLowerCase();
  for (let searches = 0; searches < 10; searches += 1) await shopper.api.query("catalog.list", { query });
  const wanted = query.split(/\s+/).filter(Boolean).join(" ");
  const suggested = async () =>
    (await shopper.api.query<{ searches: string[] }>("catalog.suggest", { query: wanted.slice(0, -1) })).searches;
  await expect.poll(suggested).toContain(wanted);
  await shopper.opens("/search");
  await box(page).fill(wanted.slice(0, -1));
  await list(page).getByRole("group", { name: "Popular searches" }).getByRole("option", { name: wanted }).click();
  await shopper.seesHeading(`“${wanted}”`);
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("the box is a plain form", async ({ shopper }) => {
    const { page } = shopper;
    await shopper.opens("/search");
    await page.getByRole("searchbox", { name: "Search" }).fill("mug");
    await page.keyboard.press("Enter");
    await shopper.seesHeading("“mug”");
  });
});
