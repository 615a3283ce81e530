import { expect, test } from "./test.ts";

interface Variant {
  readonly id: string;
  readonly imageKey: string | null;
  readonly options: Readonly<Record<string, string>>;
}

test("the chosen variant is in the address, shows its picture, and does not move the page", async ({ shopper }) => {
  const { page } = shopper;
  let found: { slug: string; last: Variant } | undefined;
  for (const { slug } of await shopper.findsProducts()) {
    const { variants } = await shopper.api.query<{ variants: Variant[] }>("catalog.product", { slug });
    const last = variants.findLast(({ imageKey }) => imageKey !== null && imageKey !== variants[0]?.imageKey);
    if (last) found ??= { slug, last };
    if (found) break;
  }
  if (!found) throw new Error("no product has a picture for each variant");
  const { slug, last } = found;
  const first = page.getByRole("list", { name: "Pictures" }).getByRole("listitem").first().locator("img");
  const picks = Object.values(last.options).map((value) => page.getByRole("radio", { name: value, exact: true }));

  await shopper.opens(`/products/${slug}`);
  await page.evaluate(() => window.scrollTo(0, 40));
  for (const pick of picks) await pick.check({ force: true });
  await expect(page).toHaveURL(new RegExp(`[?]variant=${last.id}$`));
  await expect(first).toHaveAttribute("src", new RegExp(last.imageKey ?? ""));
  expect(await page.evaluate(() => window.scrollY)).toBe(40);

  await page.reload();
  for (const pick of picks) await expect(pick).toBeChecked();
  await expect(first).toHaveAttribute("src", new RegExp(last.imageKey ?? ""));
});

test("adding to the cart counts on, also before the cart has loaded", async ({ shopper, browserErrors }) => {
  browserErrors.allow(/ERR_FAILED/);
  const { page } = shopper;
  const product = await shopper.hasSomethingInCart();
  // The page does not know the cart, as when it is slow to load.
  await page.route(/cart\.get/, (route) => route.abort());
  await shopper.putsInCart(product, 2);
  await page.unrouteAll();
  const { lines } = await shopper.api.query<{ lines: { quantity: number }[] }>("cart.get");
  expect(lines.map(({ quantity }) => quantity)).toEqual([3]);
});

test("every category is in the menu of wide screens, and the information pages are in the footer", async ({
  shopper,
}) => {
  const { page } = shopper;
  const tree = await shopper.api.query<{ title: string; children: { title: string }[] }[]>("catalog.categories");
  const titles = tree.flatMap(({ title, children }) => [title].concat(children.map((child) => child.title)));
  await shopper.opens("/");
  const menu = page.getByRole("navigation", { name: "Categories" }).getByRole("group");
  await menu.getByText("All categories").click();
  await expect(menu.getByRole("link")).toHaveText(titles);
  await page.keyboard.press("Escape");
  await expect(menu.getByRole("link").first()).toBeHidden();
  for (const name of ["Contact", "Returns", "Terms and conditions", "Privacy policy", "Legal notice"]) {
    await page.getByRole("contentinfo").getByRole("link", { name }).click();
    await shopper.seesHeading(name);
    await expect(page.getByText("This is sample text.")).toBeVisible();
  }
});
