import type { Shopper } from "./shopper.ts";
import { expect, test } from "./test.ts";

interface Scarce {
  readonly slug: string;
  readonly title: string;
  readonly available: number;
}

/** Minor units. What is dearer may be too heavy to send all of it, and is what the desk's journeys change. */
const PRICE_MAX = 5_000;

/** The product, sold in one variant only, of which the fewest are left. */
async function findScarcest(shopper: Shopper): Promise<Scarce> {
  const found: Scarce[] = [];
  const [, , , ...candidates] = await shopper.findsProducts(); // The first few are what other journeys buy.
  for (const { slug } of candidates.filter(({ priceMinor }) => priceMinor < PRICE_MAX)) {
    const input = encodeURIComponent(JSON.stringify({ slug }));
    const response = await shopper.page.request.get(`/api/trpc/catalog.product?input=${input}`);
    const { result } = (await response.json()) as {
      result: { data: { title: string; variants: { available: number }[] } };
    }; // docs/api.md
    const [variant, ...others] = result.data.variants;
    if (variant && others.length === 0 && variant.available > 0)
      found.push({ slug, title: result.data.title, available: variant.available });
  }
  const [scarcest] = found.toSorted((a, b) => a.available - b.available);
  if (!scarcest) throw new Error("everything in the shop comes in several variants");
  return scarcest;
}

test("when somebody buys the last ones, open pages say so by themselves and cached pages are new at once", async ({
  shopper,
  browser,
}) => {
  const scarce = await findScarcest(shopper);
  const stranger = await browser.newContext();
  const looking = await stranger.newPage();
  await looking.goto(`/products/${scarce.slug}`);
  await expect(looking.getByRole("button", { name: "Add to cart" })).toBeEnabled();

  await shopper.putsInCart(scarce, scarce.available);
  await shopper.goesToCheckout();
  await shopper.fillsInTheForm();
  await shopper.placesOrder();
  await shopper.seesHeading("Your order is confirmed");

  await expect(looking.getByRole("button", { name: "Sold out" })).toBeDisabled();
  await expect(looking.getByText("Sold out. More stock is on its way.")).toBeVisible();
  // The page as the server keeps it, without a script: what a search engine or the next visitor gets.
  await expect
    .poll(async () => (await looking.request.get(`/products/${scarce.slug}`)).text())
    .toContain("https://schema.org/OutOfStock");
  await stranger.close();
});
