import type { Page } from "@playwright/test";
import { findOverflow, findViolations } from "./axe.ts";
import { expect, test } from "./test.ts";

// cspell:ignore KHTML

/**
 * Kinds of browsers that no other journey has: those say that they are driven by a program, and are not counted. Another one for each retry,
 * since a visitor counts once a day.
 */
const BROWSERS = ["SamsungBrowser/25.0 Chrome/121.0.0.0", "Chrome/121.0.0.0", "Chrome/121.0.0.0 EdgA/121.0.0.0"].map(
  (name) =>
    `Mozilla/5.0 (Linux; Android 14; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) ${name} Mobile Safari/537.36`,
);

const figures = (page: Page) => page.getByRole("region", { name: "Sales and comparison" });

test("a range is compared, is kept by the URL, and each figure opens the orders behind it", async ({
  shopper,
  adminPage,
}) => {
  const { number } = await shopper.hasOrdered();
  await adminPage.goto("/admin");
  await expect(figures(adminPage).getByRole("link", { name: /^Orders: / })).toBeVisible();
  await expect(figures(adminPage).getByText(/so far, compared with .* until \d\d:\d\d/)).toBeVisible();

  await adminPage.getByLabel("Period").selectOption({ label: "Last 30 days" });
  await adminPage.getByLabel("Compare with").selectOption({ label: "Same period a year earlier" });
  await expect(adminPage).toHaveURL(/\/admin\?range=last_30_days&compare=year$/);
  await expect(figures(adminPage).getByText("No orders to compare with").first()).toBeVisible();
  await adminPage.reload();
  await expect(adminPage.getByLabel("Period")).toHaveValue("last_30_days");
  await expect(adminPage.getByLabel("Compare with")).toHaveValue("year");

  const table = figures(adminPage).getByRole("table", { name: "Sales by day" });
  await figures(adminPage).getByText("View as table").click();
  await expect(table.getByRole("row")).toHaveCount(31);
  expect(await findViolations(adminPage)).toEqual([]);

  await figures(adminPage)
    .getByRole("link", { name: /^Orders: [1-9]/ })
    .click();
  await expect(adminPage).toHaveURL(
    /\/admin\/orders\?from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d&status=confirmed&status=completed$/,
  );
  await expect(adminPage.getByText(/^Placed: /)).toBeVisible();
  await expect(adminPage.getByRole("row").filter({ hasText: number })).toBeVisible();
  await adminPage.getByRole("button", { name: "All dates" }).click();
  await expect(adminPage).toHaveURL(/\/admin\/orders\?status=confirmed&status=completed$/);
});

test("chosen days say at the field what is wrong with them, and fit a narrow screen", async ({ adminPage }) => {
  await adminPage.setViewportSize({ width: 320, height: 800 });
  await adminPage.goto("/admin");
  await adminPage.getByLabel("Period").selectOption({ label: "Custom dates" });
  await adminPage.getByLabel("First day").fill("2026-03-31");
  await adminPage.getByLabel("Last day").fill("2026-03-01");
  await adminPage.getByRole("button", { name: "Apply" }).click();
  await expect(adminPage.getByLabel("Last day")).toHaveAccessibleDescription(/same as or after the first day/);
  await adminPage.getByLabel("Last day").fill("2027-06-01");
  await adminPage.getByRole("button", { name: "Apply" }).click();
  await expect(adminPage.getByLabel("Last day")).toHaveAccessibleDescription("Choose 366 days or fewer.");
  await adminPage.getByLabel("First day").fill("2026-03-29");
  await adminPage.getByLabel("Last day").fill("2026-03-29");
  await adminPage.getByRole("button", { name: "Apply" }).click();
  await expect(adminPage).toHaveURL(/\/admin\?from=2026-03-29&to=2026-03-29$/);
  await expect(adminPage.getByText("29 Mar 2026, compared with 28 Mar 2026")).toBeVisible();
  expect(await findOverflow(adminPage)).toEqual([]);
});

test.describe("a guest with a browser of their own kind", () => {
  test.use({
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures that are wanted from the pattern
    userAgent: async ({}, use, { retry }) => use(BROWSERS[retry % BROWSERS.length]),
  });

  test("moves the funnel from visit to order, once", async ({ shopper, adminPage }) => {
    const funnel = adminPage.getByRole("region", { name: "Conversion" });
    const counts = async () => {
      await adminPage.goto("/admin");
      await expect(funnel).toBeVisible();
      const items = await funnel.getByRole("listitem").allInnerTexts();
      return items.map((text) => Number(/\n([\d,]+)/.exec(text)?.[1]?.replaceAll(",", "")));
    };
    const [visits = 0, carts = 0, checkouts = 0, orders = 0] = await counts();
    const product = await shopper.findsProduct();
    await shopper.putsInCart(product);
    await expect(async () => {
      expect(await counts()).toEqual([visits + 1, carts + 1, checkouts, orders]);
    }).toPass();
    await shopper.opensCheckout();
    await shopper.hasOrdered();
    await shopper.opens("/");
    await expect(async () => {
      expect(await counts()).toEqual([visits + 1, carts + 1, checkouts + 1, orders + 1]);
    }).toPass();
  });
});
