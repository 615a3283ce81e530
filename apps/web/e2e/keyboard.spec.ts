import type { Locator } from "@playwright/test";
import { ADDRESS } from "./shopper.ts";
import { expect, test } from "./test.ts";

/** More than the tab stops of any page. */
const PRESSES_MAX = 120;

/** Presses Tab until the element has the focus. After the last one of the page comes the first. */
async function tabTo(target: Locator): Promise<void> {
  const page = target.page();
  await expect(target).toBeVisible();
  for (let presses = 0; presses < PRESSES_MAX; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${String(target)}`);
}

test("a purchase takes the keyboard alone, from the home page to the confirmed order", async ({ shopper }) => {
  const { page } = shopper;
  await page.goto("/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to main content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();

  const product = page.getByRole("main").getByRole("article").getByRole("link").first();
  const title = (await product.textContent()) ?? "";
  await tabTo(page.getByRole("link", { name: title }).first());
  await page.keyboard.press("Enter");
  await shopper.seesHeading(title);
  await tabTo(page.getByRole("button", { name: "Add to cart" }).first());
  await page.keyboard.press("Enter");
  await expect(page.getByText(`${title} was added to your cart.`)).toBeVisible();
  const drawer = page.getByRole("dialog", { name: "Cart" });
  await expect(drawer.locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expect(page.getByRole("button", { name: "Add to cart" }).first()).toBeFocused();
  await tabTo(shopper.cartCount);
  await page.keyboard.press("Enter");
  await tabTo(drawer.getByRole("link", { name: "View cart" }));
  await page.keyboard.press("Enter");
  await shopper.seesHeading("Cart");
  await tabTo(page.getByRole("link", { name: "Checkout" }).first());
  await page.keyboard.press("Enter");
  await shopper.seesHeading("Checkout");
  await expect(shopper.placeOrder).toBeEnabled();

  for (const [label, value] of Object.entries(ADDRESS)) {
    await tabTo(page.getByRole("textbox", { name: new RegExp(`^${label}$`) }).first());
    await page.keyboard.type(value);
  }
  await tabTo(page.getByRole("radio", { name: /./ }).first());
  await tabTo(page.getByRole("button", { name: "Place order" }).first());
  await page.keyboard.press("Enter");

  await shopper.isOnOrderPage();
  await shopper.seesHeading("Your order is confirmed");
});

test("a dialog traps the focus, closes on Escape, and returns the focus", async ({ shopper }) => {
  const { page } = shopper;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  const opener = page.getByRole("button", { name: "Menu" });
  // Until the page's script has run, the button is disabled and does not take the focus.
  await expect(opener).toBeEnabled();
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Menu" });
  await expect(dialog).toBeVisible();
  await expect(dialog.locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});
