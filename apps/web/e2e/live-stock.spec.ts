import { expect, test } from "./test.ts";

test("when the last ones are bought, open pages say so live and the cached page is rebuilt", async ({
  shopper,
  ownProduct,
  browser,
}) => {
  const scarce = await ownProduct(2);
  const visitor = await browser.newContext();
  const looking = await visitor.newPage();
  await looking.goto(`/products/${scarce.slug}`);
  await expect(looking.getByRole("button", { name: "Add to cart" })).toBeEnabled();

  await shopper.hasInCart(scarce, 2);
  await shopper.opensCheckout();
  await shopper.fillsInTheForm();
  await shopper.placesOrder();
  await shopper.seesHeading("Your order is confirmed");

  await expect(looking.getByRole("button", { name: "Sold out" })).toBeDisabled();
  await expect(looking.getByText("Sold out. More stock is on its way.")).toBeVisible();
  // The cached page without its script, as a search engine or the next visitor gets it.
  await expect
    .poll(async () => (await looking.request.get(`/products/${scarce.slug}`)).text())
    .toContain("https://schema.org/OutOfStock");
  await visitor.close();
});
