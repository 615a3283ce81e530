import { findViolations } from "./axe.ts";
import { expect, test } from "./test.ts";

test("staff add a shipping zone, a method that is free from an amount, and a tax, and the shopper is charged what they tried", async ({
  shopper,
  adminPage,
  ownProduct,
}) => {
  // A country that no other test ships to.
  const [country, code] = ["Iceland", "IS"];
  const product = await ownProduct();
  await adminPage.goto("/admin/settings");
  await adminPage.getByRole("link", { name: "Shipping", exact: true }).click();
  await expect(adminPage.getByRole("heading", { level: 1, name: "Shipping" })).toBeVisible();
  expect(await findViolations(adminPage)).toEqual([]);

  await adminPage.getByRole("button", { name: "Add zone" }).click();
  const dialog = adminPage.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("North Atlantic");
  await dialog.getByRole("button", { name: "Save zone" }).click();
  await expect(dialog.getByText("Choose at least one country.")).toBeVisible();
  await dialog.getByLabel("Filter countries").fill("germany");
  await expect(dialog.getByRole("checkbox", { name: /^Germany/ })).toBeDisabled();
  await dialog.getByLabel("Filter countries").fill(country);
  await dialog.getByRole("checkbox", { name: country }).check();
  expect(await findViolations(adminPage)).toEqual([]);
  await dialog.getByRole("button", { name: "Save zone" }).click();
  const zone = adminPage.getByRole("region", { name: "North Atlantic" });
  await expect(zone.getByText("No methods:")).toBeVisible();

  await zone.getByRole("button", { name: "Add method" }).click();
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Sea post");
  await dialog.getByLabel("Working days, from").fill("8");
  await dialog.getByLabel("Working days, to").fill("12");
  await dialog.getByRole("combobox", { name: "Price" }).selectOption("By weight");
  await dialog.getByLabel("Band 1: Up to (kg)").fill("20");
  await dialog.getByLabel("Band 1: Price (EUR)").fill("12.34");
  await dialog.getByLabel("Band 1: Free from (EUR)").fill("900");
  await dialog.getByRole("button", { name: "Add band" }).click();
  await dialog.getByLabel("Band 2: Up to (kg)").fill("10");
  await dialog.getByLabel("Band 2: Price (EUR)").fill("30");
  await dialog.getByRole("button", { name: "Save method" }).click();
  await expect(dialog.getByText("Enter a number higher than the one above.")).toBeVisible();
  expect(await findViolations(adminPage)).toEqual([]);
  await dialog.getByLabel("Band 2: Up to (kg)").fill("");
  await dialog.getByRole("button", { name: "Save method" }).click();
  await expect(zone.getByText("€12.34 · up to 20 kg · free from €900.00")).toBeVisible();
  await expect(zone.getByText("€30.00 · over 20 kg")).toBeVisible();

  const tried = adminPage.getByRole("region", { name: "Try an address" });
  await tried.getByLabel("Country").selectOption(country);
  // Without the shop's own VAT, which is not charged there, it is still more than 900.
  await tried.getByLabel("Value of goods (EUR)").fill("1100");
  await expect(tried.getByRole("radio", { name: /Sea post/ })).toBeChecked();
  await expect(tried.getByText("8 to 12 working days")).toBeVisible();
  const shipping = tried.getByRole("definition").nth(1);
  await expect(shipping).toHaveText("€0.00");
  await tried.getByLabel("Value of goods (EUR)").fill("50");
  await expect(shipping).not.toHaveText("€0.00");
  const charged = (await shipping.textContent()) ?? "";
  expect(await findViolations(adminPage)).toEqual([]);

  await shopper.hasInCart(product);
  await shopper.opensCheckout();
  await shopper.page.getByRole("combobox", { name: "Country" }).selectOption(code);
  const method = shopper.page.getByRole("radio", { name: /Sea post/ });
  await expect(method).toBeChecked();
  await expect(shopper.page.getByText("8 to 12 working days")).toBeVisible();
  await expect(shopper.page.locator("label").filter({ has: method })).toContainText(charged);

  // Prices there are without VAT, and a tax is added on top from now on.
  await adminPage.goto("/admin/settings/taxes");
  await adminPage.getByRole("button", { name: "Add rate" }).click();
  await dialog.getByLabel("Country or area").selectOption(country);
  await dialog.getByRole("button", { name: "Save rate" }).click();
  await expect(dialog.getByText("Enter a percentage from 0 to 100")).toBeVisible();
  await dialog.getByLabel("Rate (%)").fill("24");
  await dialog.getByRole("combobox", { name: "Prices" }).selectOption("Tax is added on top");
  expect(await findViolations(adminPage)).toEqual([]);
  await dialog.getByRole("button", { name: "Save rate" }).click();
  await expect(dialog).toBeHidden();
  await adminPage.getByLabel("Filter rates").fill(country);
  await expect(adminPage.getByRole("row", { name: /Iceland.*24%.*Tax added on top/ })).toBeVisible();
  await shopper.page.reload();
  await expect(shopper.page.getByText("Tax (24%)").filter({ visible: true })).toBeVisible();
  await adminPage.getByRole("button", { name: `Remove the rate of ${country}` }).click();
  await dialog.getByRole("button", { name: "Remove tax rate" }).click();
  await expect(adminPage.getByText("Rate removed.")).toBeVisible();

  await adminPage.goto("/admin/settings/shipping");
  await zone.getByRole("button", { name: "Delete Sea post" }).click();
  await dialog.getByRole("button", { name: "Delete shipping method" }).click();
  await expect(zone.getByText("No methods:")).toBeVisible();
  await adminPage.getByRole("button", { name: "Delete zone North Atlantic" }).click();
  await dialog.getByRole("button", { name: "Delete zone" }).click();
  await expect(zone).toBeHidden();
});
