import { expect, test } from "./test.ts";

test("goods that need no shipping are bought without an address", async ({ shopper, adminPage, ownProduct }) => {
  const product = await ownProduct();
  await adminPage.goto(`/admin/products/${product.id}`);
  // A choice that is made before the page's script has run is lost.
  await expect(adminPage.getByRole("button", { name: /^Change policy of/ })).toBeEnabled();
  await adminPage.getByLabel(/^Shipping of/).selectOption("Digital");
  await adminPage.getByRole("button", { name: "Save" }).click();
  await expect(adminPage.getByText("All changes saved")).toBeVisible();

  await shopper.hasInCart(product);
  await shopper.opens("/cart");
  await expect(shopper.page.getByText("Delivered by email. No shipping needed.")).toBeVisible();
  await shopper.opensCheckout();
  await expect(shopper.page.getByText("Delivery address")).toBeHidden();
  await shopper.page.getByLabel("Email address").fill("kim@example.com");
  await shopper.placesOrder();
  await shopper.seesHeading("Your order was delivered");
  await expect(shopper.page.getByText("Delivered by email. There's nothing to ship.")).toBeVisible();
});
