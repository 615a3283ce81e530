import { expect, test } from "./test.ts";

test.use({ loggedInAs: "shopper" });

const REASON = "The lid does not close.";
const REQUESTED = "You've requested a return. We'll review it and update this page.";

test("a return is requested by keyboard, takes a reason, and is on the timeline once", async ({ shopper }) => {
  const { page } = shopper;
  await shopper.opens("/account/orders");
  await page.getByRole("link").filter({ hasText: "Delivered" }).first().click();
  await shopper.seesHeading("Your order was delivered");
  const before = await shopper.readsTimeline();

  const open = page.getByRole("button", { name: "Request a return" });
  await open.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Return this order?" });
  const reason = dialog.getByRole("textbox", { name: "Reason for return" });
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(open).toBeFocused();

  await page.keyboard.press("Enter");
  const confirm = dialog.getByRole("button", { name: "Request return" });
  await confirm.focus();
  await page.keyboard.press("Enter");
  await expect(reason).toHaveAccessibleDescription(/Enter a reason/);
  expect(await shopper.readsTimeline()).toEqual(before);

  await reason.focus();
  await page.keyboard.type(REASON);
  await confirm.focus();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  // The notice, not the entry of the timeline with the same text.
  const notice = page.getByText(REQUESTED).and(page.locator("div"));
  await expect(notice).toBeVisible();
  await expect(open).toHaveCount(0);
  await page.reload();
  await expect(notice).toBeVisible();
  await expect(open).toHaveCount(0);
  expect(await shopper.readsTimeline()).toEqual([...before, REQUESTED]);
});
