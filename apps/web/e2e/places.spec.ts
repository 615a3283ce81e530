import type { Page } from "@playwright/test";
import { findViolations } from "./axe.ts";
import { expect, test } from "./test.ts";

const summary = (page: Page) => page.getByRole("complementary", { name: "Your order" });
const chooseCountry = (page: Page, name: string) =>
  page.getByLabel("Country", { exact: true }).selectOption({ label: name });
/** The labels of the address form, top to bottom. */
const fieldNames = (page: Page) =>
  page
    .locator("[name^='shippingAddress.']")
    .evaluateAll((fields) => fields.map((field) => field.getAttribute("name")?.split(".")[1]));

test("an order to the United States asks for the state, and pays its tax on prices without VAT", async ({
  shopper,
}) => {
  const { page } = shopper;
  const product = await shopper.hasSomethingInCart();
  await shopper.opensCheckout();
  await page.getByLabel("Email address", { exact: true }).fill("kim@example.com");
  await chooseCountry(page, "United States");
  await expect(page.getByText("Select a state. The total depends on it.")).toBeVisible();
  await page.getByLabel("State", { exact: true }).selectOption({ label: "Oregon" });
  const net = (product.priceMinor - Math.round((product.priceMinor * 19) / 119)) / 100;
  await expect(
    summary(page)
      .getByText(`€${net.toFixed(2)}`)
      .first(),
  ).toBeVisible();
  await expect(summary(page).getByText("Tax (0%)")).toBeVisible();

  await page.getByLabel("Full name").fill("Kim Example");
  await page.getByLabel("Street and house number").fill("1 Main Street");
  await page.getByLabel("Town or city").fill("Portland");
  await page.getByLabel("ZIP code").fill("9720");
  await expect(shopper.placeOrder).toBeEnabled();
  await shopper.placeOrder.click();
  await expect(page.getByText("Enter a ZIP code like 95014.")).toBeVisible();
  await page.getByLabel("ZIP code").fill("97201");
  await page.getByLabel("ZIP code").blur();
  await expect(shopper.placeOrder).toBeEnabled();
  await shopper.placesOrder();
  await expect(page.getByText("Portland, OR 97201")).toBeVisible();
});

test("Ireland and Hong Kong need no postcode, and Japan has its own order of fields", async ({ shopper }) => {
  const { page } = shopper;
  await shopper.hasSomethingInCart();
  await shopper.opensCheckout();
  await chooseCountry(page, "Japan");
  await expect(page.getByLabel("Prefecture", { exact: true })).toBeVisible();
  expect(await fieldNames(page)).toEqual(["country", "postalCode", "region", "line1", "line2", "name"]);
  await chooseCountry(page, "Hong Kong SAR China");
  await expect(page.getByLabel("Area", { exact: true })).toBeVisible();
  expect(await fieldNames(page)).not.toContain("postalCode");
  expect(await findViolations(page)).toEqual([]);

  await chooseCountry(page, "Ireland");
  await expect(page.getByLabel(/^Eircode/)).toBeVisible();
  await page.getByLabel("Email address", { exact: true }).fill("info@bücher.example");
  await page.getByLabel("Full name").fill("Teller");
  await page.getByLabel("Street and house number").fill("1 Main Street");
  await page.getByLabel("Town or city").fill("Dublin");
  await expect(shopper.placeOrder).toBeEnabled();
  await shopper.placesOrder();
  await expect(page.getByText("Dublin", { exact: false }).first()).toBeVisible();
  await expect(page.getByText("info@bücher.example")).toBeVisible();
});

test("the Canary Islands pay no VAT, by their postcode", async ({ shopper }) => {
  const { page } = shopper;
  await shopper.hasSomethingInCart();
  await shopper.opensCheckout();
  await chooseCountry(page, "Spain");
  await expect(summary(page).getByText(/includes €.* VAT/)).toBeVisible();
  await page.getByLabel("Postcode", { exact: true }).fill("35001");
  await page.getByLabel("Postcode", { exact: true }).blur();
  await expect(summary(page).getByText("Canary Islands: outside the EU VAT area, so we charge 0% VAT.")).toBeVisible();
  await expect(summary(page).getByText("Tax (0%)")).toBeVisible();
});

test("the cart says where the order goes, and the checkout starts with what was chosen there", async ({ shopper }) => {
  const { page } = shopper;
  await shopper.hasSomethingInCart();
  await shopper.opens("/cart");
  await expect(page.getByText("Shipping to Germany")).toBeVisible();
  await page.getByRole("button", { name: "Change" }).click();
  await chooseCountry(page, "United States");
  await page.getByLabel("State", { exact: true }).selectOption({ label: "California" });
  await page.getByRole("button", { name: "Update" }).click();
  await expect(page.getByText("Shipping to United States")).toBeVisible();
  await expect(page.getByText("Tax (7.25%)")).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await page.reload();
  await expect(page.getByText("Tax (7.25%)")).toBeVisible();
  await shopper.opensCheckout();
  await expect(page.getByLabel("State", { exact: true })).toHaveValue("CA");
  // CA is Cádiz in Spain.
  await chooseCountry(page, "Spain");
  await expect(page.getByLabel("Province", { exact: true })).toHaveValue("");
});
