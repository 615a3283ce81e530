import { findViolations } from "./axe.ts";
import { expect, test } from "./test.ts";

test("a code with a minimum: made by staff, explained and applied in the cart, used by an order, and counted", async ({
  adminPage,
  shopper,
  ownProduct,
}) => {
  const product = await ownProduct();
  const code = `JOURNEY-${Date.now().toString(36).toUpperCase()}`;
  const least = (product.priceMinor * 2) / 100;

  await adminPage.goto("/admin/promotions");
  await adminPage.getByRole("link", { name: "Create promotion" }).click();
  await expect(adminPage.getByRole("heading", { level: 1, name: "New promotion" })).toBeVisible();
  await adminPage.getByRole("button", { name: "Create promotion" }).click();
  await expect(adminPage.getByText("Some fields need your attention.")).toBeVisible();
  await expect(adminPage.getByText("Enter 2 to 40 letters, digits or dashes.")).toBeVisible();
  await adminPage.getByRole("textbox", { name: "Code", exact: true }).fill(code.toLowerCase());
  await adminPage.getByRole("textbox", { name: "Percentage off" }).fill("10");
  await adminPage.getByLabel("Spend at least").fill(String(least));
  await adminPage.getByLabel("Uses per customer").fill("1");
  await adminPage.getByLabel("Add a product").fill(product.title);
  await adminPage.getByRole("button", { name: `Add ${product.title}`, exact: true }).click();
  await expect(adminPage.getByRole("region", { name: "What it does" })).toContainText(
    `10% off ${product.title}, with the code ${code}, from €${least.toFixed(2)} of these items, once per customer, from now until you archive it.`,
  );
  expect(await findViolations(adminPage)).toEqual([]);
  await adminPage.getByRole("button", { name: "Create promotion" }).click();
  await expect(adminPage.getByRole("heading", { level: 1, name: code })).toBeVisible();

  const { page } = shopper;
  await shopper.hasInCart(product, 1);
  await page.goto("/cart");
  await page.getByRole("textbox", { name: "Code", exact: true }).fill(code.toLowerCase());
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText(`Spend at least €${least.toFixed(2)} on the items this code is for.`)).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await shopper.hasInCart(product, 2);
  await page.reload();
  const promotions = page.getByRole("list", { name: "Promotions" });
  await expect(promotions).toContainText("10% off");
  await expect(promotions).toContainText(`−€${((product.priceMinor * 2) / 1_000).toFixed(2)}`);

  await page.getByRole("link", { name: "Checkout" }).click();
  await expect(page.getByRole("list", { name: "Promotions" })).toContainText("10% off");
  await shopper.fillsInTheForm();
  const number = await shopper.placesOrder();

  await adminPage.reload();
  const uses = adminPage.getByRole("region", { name: "Latest orders" });
  await expect(uses.getByRole("link", { name: number })).toBeVisible();
  const earned = adminPage.getByRole("region", { name: "What it earned" });
  await expect(earned).toContainText(`€${((product.priceMinor * 2) / 1_000).toFixed(2)}`);
  expect(await findViolations(adminPage)).toEqual([]);

  await adminPage.getByRole("button", { name: "Archive", exact: true }).click();
  await adminPage.getByRole("button", { name: "Archive promotion" }).click();
  await expect(adminPage.getByText("This promotion is archived.")).toBeVisible();
  await adminPage.goto(`/admin/promotions?q=${code}&state=archived`);
  const row = adminPage.getByRole("row", { name: code });
  await expect(row).toContainText("1");
});
