import type { Shopper } from "./shopper.ts";
import { expect, test } from "./test.ts";

interface Scarce {
  readonly slug: string;
  readonly title: string;
  readonly available: number;
}

/** Minor units. Dearer products may be too heavy to ship in one order, and are what the back office's journeys edit. */
const PRICE_MAX = 5_000;

/** The product with a single variant of which the fewest are left. */
async function findScarcest(shopper: Shopper): Promise<Scarce> {
  const found: Scarce[] = [];
  const [, , , ...candidates] = await shopper.findsProducts(); // The first few are what other journeys buy.
  for (const { slug } of candidates.filter(({ priceMinor }) => priceMinor < PRICE_MAX)) {
    const { title, variants } = await shopper.api.query<{ title: string; variants: { available: number }[] }>(
      "catalog.product",
      { slug },
    );
    const [variant, ...others] = variants;
    if (variant && others.length === 0 && variant.available > 0)
      found.push({ slug, title, available: variant.available });
  }
  const [scarcest] = found.toSorted((a, b) => a.available - b.available);
  if (!scarcest) throw new Error("everything in the shop comes in several variants");
  return scarcest;
}

test("when the last ones are bought, open pages say so live and the cached page is rebuilt", async ({
  shopper,
  browser,
}) => {
  const scarce = await findScarcest(shopper);
  const visitor = await browser.newContext();
  const looking = await visitor.newPage();
  await looking.goto(`/products/${scarce.slug}`);
  await expect(looking.getByRole("button", { name: "Add to cart" })).toBeEnabled();

  await shopper.hasInCart(scarce, scarce.available);
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
