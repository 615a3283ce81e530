import { Shopper } from "./shopper.ts";
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

  // The enlargement begins with the picture that was chosen, and Back closes it.
  const enlarge = page.getByRole("link", { name: /^Enlarge picture: ./ }).first();
  const enlarged = page.getByRole("dialog", { name: /^Pictures of/ });
  await enlarge.focus();
  await page.keyboard.press("Enter");
  await expect(enlarged.getByRole("img")).toHaveAttribute("src", new RegExp(last.imageKey ?? ""));
  await page.keyboard.press("+");
  await expect(enlarged.getByRole("button", { name: "Zoom out" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(enlarged).toBeHidden();
  await expect(enlarge).toBeFocused();
  await enlarge.click();
  await expect(enlarged).toBeVisible();
  await page.goBack();
  await expect(enlarged).toBeHidden();
  await expect(page).toHaveURL(new RegExp(`[?]variant=${last.id}$`));
});

test("adding to the cart counts on, also before the cart has loaded", async ({
  shopper,
  ownProduct,
  browserErrors,
}) => {
  browserErrors.allow(/ERR_FAILED/);
  const { page } = shopper;
  const product = await ownProduct();
  await shopper.hasInCart(product);
  // The page does not know the cart, as when it is slow to load.
  await page.route(/cart\.get/, (route) => route.abort());
  await shopper.putsInCart(product, 2);
  await page.unrouteAll();
  const inCart = async () => (await shopper.api.query<{ lines: { quantity: number }[] }>("cart.get")).lines;
  expect((await inCart()).map(({ quantity }) => quantity)).toEqual([3]);

  // What was added is shown over the page, where it can be changed. Back closes that, and stays on the product.
  const drawer = page.getByRole("dialog", { name: "Cart" });
  const quantity = drawer.getByRole("textbox", { name: `Quantity of ${product.title}` });
  await expect(quantity).toHaveValue("3");
  await expect(drawer.getByText(/to go for free shipping|ships free/)).toBeVisible();
  await drawer.getByRole("button", { name: "Decrease quantity" }).dblclick();
  await expect(quantity).toHaveValue("1");
  await expect.poll(inCart).toMatchObject([{ quantity: 1 }]);
  await page.goBack();
  await expect(drawer).toBeHidden();
  await expect(page).toHaveURL(new RegExp(`/products/${product.slug}`));

  // A change in another tab shows in the open drawer.
  await shopper.cartCount.click();
  await expect(quantity).toHaveValue("1");
  const tab = new Shopper(await page.context().newPage());
  await tab.opens("/cart");
  await tab.page.getByRole("button", { name: "Increase quantity" }).click();
  await expect(quantity).toHaveValue("2");
  await tab.page.close();
  await drawer.getByRole("button", { name: `Remove ${product.title}` }).click();
  await expect(drawer.getByText("Your cart is empty.")).toBeVisible();
  await expect.poll(inCart).toEqual([]);
});

test("on a phone the button to buy stays within reach, without covering what has the focus", async ({
  shopper,
  browserErrors,
}) => {
  browserErrors.allow(/ERR_INTERNET_DISCONNECTED/);
  const { page } = shopper;
  const product = await shopper.findsProduct();
  await page.setViewportSize({ width: 390, height: 700 });
  await shopper.opens(`/products/${product.slug}`);
  const bar = page.getByRole("region", { name: "Add to cart" });
  await expect(page.getByRole("button", { name: "Add to cart" })).toBeEnabled();
  await expect(bar).toHaveCount(0);

  const last = page.getByRole("contentinfo").getByRole("radio").last();
  await last.focus();
  await expect(bar).toBeVisible();
  const [under, above] = [await last.locator("..").boundingBox(), await bar.boundingBox()];
  expect((under?.y ?? 0) + (under?.height ?? 0)).toBeLessThanOrEqual(above?.y ?? 0);

  // Without a network, what went wrong is said above the bar, and the button is there to try again: twice at once adds once.
  const buy = bar.getByRole("button", { name: "Add to cart" });
  await page.context().setOffline(true);
  await buy.click();
  const message = page.getByText("We couldn't reach the shop.");
  await expect(message).toBeVisible();
  const told = await message.locator("..").boundingBox();
  expect((told?.y ?? 0) + (told?.height ?? 0)).toBeLessThanOrEqual(above?.y ?? 0);
  await page.context().setOffline(false);
  await buy.dblclick();
  const drawer = page.getByRole("dialog", { name: "Cart" });
  await expect(drawer.getByRole("textbox", { name: `Quantity of ${product.title}` })).toHaveValue("1");
  const { lines } = await shopper.api.query<{ lines: { quantity: number }[] }>("cart.get");
  expect(lines.map(({ quantity }) => quantity)).toEqual([1]);
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
