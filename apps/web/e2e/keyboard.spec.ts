import type { Page } from "@playwright/test";
import { ADDRESS } from "./shopper.ts";
import { expect, test } from "./test.ts";

/** More presses than any page of the shop has things to stop at. */
const PRESSES_MAX = 120;

/** Presses Tab until the focus is on the thing of this role and name, as somebody without a mouse does. */
async function tabTo(page: Page, role: Parameters<Page["getByRole"]>[0], name: string | RegExp): Promise<void> {
  const target = page.getByRole(role, { name }).first();
  await expect(target).toBeVisible();
  for (let presses = 0; presses < PRESSES_MAX; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${role} ${String(name)}`);
}

test("a purchase from the home page to the confirmed order, with the keyboard alone", async ({ shopper }) => {
  const { page } = shopper;
  await page.goto("/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to main content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();

  const product = page.getByRole("main").getByRole("article").getByRole("link").first();
  const title = (await product.textContent()) ?? "";
  await tabTo(page, "link", title);
  await page.keyboard.press("Enter");
  await shopper.seesHeading(title);
  await tabTo(page, "button", "Add to cart");
  await page.keyboard.press("Enter");
  await expect(page.getByText(`${title} was added to your cart.`)).toBeVisible();
  await tabTo(page, "link", "View cart");
  await page.keyboard.press("Enter");
  await shopper.seesHeading("Cart");
  await tabTo(page, "link", "Checkout");
  await page.keyboard.press("Enter");
  await shopper.seesHeading("Checkout");
  await expect(shopper.placeOrder).toBeEnabled();

  for (const [label, value] of Object.entries(ADDRESS)) {
    await tabTo(page, "textbox", new RegExp(`^${label}$`));
    await page.keyboard.type(value);
  }
  await tabTo(page, "radio", /./);
  await tabTo(page, "button", "Place order");
  await page.keyboard.press("Enter");

  await shopper.isOnOrderPage();
  await shopper.seesHeading("Your order is confirmed");
});

test("dialogs keep the focus, close on Escape, and give the focus back", async ({ shopper }) => {
  const { page } = shopper;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  const opener = page.getByRole("button", { name: "Menu" });
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Menu" });
  await expect(dialog).toBeVisible();
  await expect(dialog.locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});
