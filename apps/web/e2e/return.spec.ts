import { findsOfAxe } from "./axe.ts";
import { expect, test } from "./test.ts";

const REASON = "The lid does not close.";

test("an order that has arrived is sent back by keyboard: a reason is asked for, once, and the timeline says so", async ({
  shopper,
}) => {
  const { page } = shopper;
  const accounts = JSON.parse(process.env["CARTWRIGHT_E2E_ACCOUNTS"] ?? "[]") as { email: string; password: string }[]; // set by the global set-up
  const account = accounts.find(({ email }) => email === "shopper@example.com");
  if (!account) throw new Error("the stack has no shopper");
  await page.goto("/login?next=/account/orders");
  await page.getByLabel("Email address").fill(account.email);
  await page.getByLabel("Password").fill(account.password);
  await page.getByRole("button", { name: "Log in" }).click();
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
  expect(await findsOfAxe(page)).toEqual([]);
  expect(await shopper.readsTimeline()).toEqual(before);

  await reason.focus();
  await page.keyboard.type(REASON);
  await confirm.focus();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  const line = page.getByText("You've requested a return. We'll email you about what happens next.");
  await expect(line).toBeVisible();
  await expect(open).toHaveCount(0);
  await page.reload();
  await expect(line).toBeVisible();
  await expect(open).toHaveCount(0);
  expect(await shopper.readsTimeline()).toEqual([
    ...before,
    "You asked to send this order back. We will write to you about the next steps.",
  ]);
});
