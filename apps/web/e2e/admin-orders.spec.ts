import { expect, test } from "./test.ts";

test("a new order appears on the open list, settles there, and shows the steps of its saga", async ({
  shopper,
  adminPage,
}) => {
  await adminPage.goto("/admin/orders");
  await expect(adminPage.getByRole("heading", { level: 1, name: "Orders" })).toBeVisible();

  const { number } = await shopper.hasOrdered();
  const row = adminPage.getByRole("row").filter({ hasText: number });
  await expect(row.getByText("To pack", { exact: true })).toBeVisible();
  await expect(row.getByText("Paid", { exact: true })).toBeVisible();

  await adminPage.goto("/admin");
  const todo = adminPage.getByRole("region", { name: "To do today" });
  await todo.getByRole("link", { name: /^To pack [1-9]/ }).click();
  await expect(adminPage.getByRole("radio", { name: /^To pack · [1-9]/ })).toBeChecked();
  await expect(row.getByText("To pack", { exact: true })).toBeVisible();
  await adminPage.getByRole("radio", { name: /^To ship/ }).check({ force: true });
  await expect(adminPage).toHaveURL(/\/admin\/orders\?view=to_ship$/);
  await expect(row).toHaveCount(0);
  await adminPage.getByRole("radio", { name: "All" }).check({ force: true });

  await row.getByRole("link", { name: number }).click();
  await expect(adminPage.getByRole("heading", { level: 1, name: number })).toBeVisible();
  const steps = adminPage.getByRole("list", { name: "Steps" }).getByRole("listitem");
  await expect(steps).toHaveCount(4);
  for (const step of await steps.all()) await expect(step).toContainText("done");
});

test("a declined card shows the compensation of its order", async ({ shopper, adminPage }) => {
  const { number } = await shopper.hasOrdered("tok_decline");
  await shopper.opens(`/orders/${number}`);
  await shopper.seesHeading("Your payment was declined");
  await adminPage.goto(`/admin/orders/${number}`);
  await expect(adminPage.getByRole("heading", { level: 1, name: number })).toBeVisible();
  await expect(adminPage.getByRole("list", { name: "Steps" }).getByRole("listitem").first()).toContainText("undone");
});

test("the back office leads visitors to log-in", async ({ page }) => {
  await page.goto("/admin");
  await expect(page).toHaveURL(/\/login\?next=/);
});

test.describe("logged in as a shopper", () => {
  test.use({ loggedInAs: "shopper" });

  test("the back office does not exist for shoppers", async ({ page, browserErrors }) => {
    browserErrors.allow(/404/);
    for (const path of ["/admin", "/admin/orders"]) expect((await page.goto(path))?.status()).toBe(404);
  });
});
