import { expect, test } from "./test.ts";

test.use({ loggedInAs: "shopper" });

const REQUESTED = "You've requested a return. We'll review it and update this page.";

test("a return is requested by keyboard, line by line, and is on the timeline once", async ({ shopper }) => {
  const { page } = shopper;
  await shopper.opens("/account/orders");
  await page.getByRole("link").filter({ hasText: "Delivered" }).first().click();
  await shopper.seesHeading("Your order was delivered");
  const before = await shopper.readsTimeline();

  const open = page.getByRole("button", { name: "Request a return" });
  // Until the page's script has run, the button is disabled and does not take the focus.
  await expect(open).toBeEnabled();
  await open.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "What would you like to return?" });
  const quantity = dialog.getByRole("textbox", { name: /^Quantity of/ }).first();
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(open).toBeFocused();

  await page.keyboard.press("Enter");
  const confirm = dialog.getByRole("button", { name: "Request return" });
  await quantity.fill("0");
  await quantity.press("Enter");
  await confirm.focus();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toHaveText("Choose at least one item to return.");
  expect(await shopper.readsTimeline()).toEqual(before);

  // A reason is welcome and not required.
  await quantity.fill("1");
  await quantity.press("Enter");
  await confirm.focus();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  // The notice, not the entry of the timeline with the same text.
  const notice = page.getByText(REQUESTED).and(page.locator("div"));
  await expect(notice).toBeVisible();
  await page.reload();
  await expect(notice).toBeVisible();
  expect(await shopper.readsTimeline()).toEqual([...before, REQUESTED]);
});
