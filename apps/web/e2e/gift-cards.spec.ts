import type { Page } from "@playwright/test";
import { findViolations } from "./axe.ts";
import { expect, test } from "./test.ts";

/** Issues a gift card in the back office, and returns its code as it is shown. */
async function issuesGiftCard(page: Page, { amount, email }: { amount: string; email: string }): Promise<string> {
  await page.goto("/admin/gift-cards");
  await page.getByRole("button", { name: "Issue gift card" }).click();
  const form = page.getByRole("dialog", { name: "Issue gift card" });
  await form.getByRole("button", { name: "Issue gift card" }).click();
  await expect(form.getByRole("textbox", { name: "Value in EUR" })).toHaveAccessibleDescription(/between 0.01 and/);
  expect(await findViolations(page)).toEqual([]);
  await form.getByRole("textbox", { name: "Value in EUR" }).fill(amount);
  await form.getByRole("textbox", { name: /^Recipient/ }).fill(email);
  await form.getByRole("textbox", { name: /^Message/ }).fill("Sorry for the wait.");
  await form.getByRole("textbox", { name: /^Reason/ }).fill("Apology for a late delivery");
  await form.getByRole("button", { name: "Issue gift card" }).click();
  const issued = page.getByRole("dialog", { name: "Gift card issued" });
  await expect(issued.getByText(`The code is on its way to ${email}.`)).toBeVisible();
  const code = await issued.getByRole("textbox", { name: "Code" }).inputValue();
  expect(await findViolations(page)).toEqual([]);
  await issued.getByRole("button", { name: "Done" }).click();
  return code;
}

test("a gift card that staff issue pays for a part of an order, and staff see what became of it", async ({
  shopper,
  adminPage,
  chargesOf,
}) => {
  const email = `lee-${crypto.randomUUID().slice(0, 8)}@example.com`;
  const code = await issuesGiftCard(adminPage, { amount: "1,50", email });
  expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);

  const { page } = shopper;
  await shopper.hasSomethingInCart();
  await shopper.opensCheckout();
  await shopper.fillsInTheForm();
  const field = page.getByRole("textbox", { name: /gift card/i });
  await field.fill("not a code");
  await field.press("Enter");
  await expect(field).toHaveAccessibleDescription(/Enter the 16 letters and numbers/);
  await field.fill("2222-2222-2222-2222");
  await field.press("Enter");
  await expect(field).toHaveAccessibleDescription(/We can't find this gift card/);
  await field.fill(code.toLowerCase().replaceAll("-", " "));
  await field.press("Enter");
  await expect(page.getByText(`Gift card ending in ${code.slice(-4)}`)).toBeVisible();
  await expect(page.getByText("Pays €1.50. Nothing is left on it after this order.")).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  const number = await shopper.placesOrder();

  await shopper.seesHeading("Your order is confirmed");
  await expect(page.getByText("−€1.50")).toBeVisible();
  const order = await shopper.api.query<{ totalMinor: number }>("orders.get", { number });
  expect(await chargesOf(number)).toMatchObject([{ status: "succeeded", amountMinor: order.totalMinor - 150 }]);

  await adminPage.goto(`/admin/gift-cards?q=${encodeURIComponent(email)}`);
  await adminPage.getByRole("link", { name: `•••• ${code.slice(-4)}` }).click();
  await expect(adminPage.getByRole("heading", { level: 1 })).toContainText("Used up");
  const history = adminPage.getByRole("table", { name: "Entries" });
  await expect(history.getByRole("row").filter({ hasText: "Spent on an order" })).toContainText(number);
  expect(await findViolations(adminPage)).toEqual([]);
});

test("gift cards that pay for everything need no card, and a disabled one is refused", async ({
  shopper,
  adminPage,
  chargesOf,
  browserErrors,
}) => {
  browserErrors.allow(/status of 422/);
  const email = `lee-${crypto.randomUUID().slice(0, 8)}@example.com`;
  const code = await issuesGiftCard(adminPage, { amount: "5000", email });
  const { page } = shopper;
  await shopper.hasSomethingInCart();
  await shopper.opensCheckout();
  await shopper.fillsInTheForm();
  const field = page.getByRole("textbox", { name: /gift card/i });
  await field.fill(code);
  await page.getByRole("button", { name: "Apply" }).last().click();
  await expect(page.getByText("Your gift cards cover the whole order.")).toBeVisible();
  await expect(page.getByRole("radio", { name: /tok_|Approved/ })).toHaveCount(0);

  await adminPage.goto(`/admin/gift-cards?q=${encodeURIComponent(email)}`);
  await adminPage.getByRole("link", { name: `•••• ${code.slice(-4)}` }).click();
  await adminPage.getByRole("button", { name: "Disable…" }).click();
  const disable = adminPage.getByRole("dialog", { name: "Disable this gift card?" });
  await disable.getByRole("textbox", { name: /^Reason/ }).fill("Reported as stolen");
  await disable.getByRole("button", { name: "Disable" }).click();
  await expect(adminPage.getByRole("heading", { level: 1 })).toContainText("Disabled");

  await shopper.placeOrder.click();
  const refusal = page.getByRole("alert").filter({ hasText: "This gift card isn't active." });
  await expect(refusal).toBeVisible();
  await expect(page.getByText("Your gift cards cover the whole order.")).toBeHidden();

  await adminPage.getByRole("button", { name: "Enable…" }).click();
  const enable = adminPage.getByRole("dialog", { name: "Enable this gift card again?" });
  await enable.getByRole("textbox", { name: /^Reason/ }).fill("A mistake");
  await enable.getByRole("button", { name: "Enable" }).click();
  await expect(adminPage.getByRole("heading", { level: 1 })).toContainText("Active");
  await page.getByRole("textbox", { name: /gift card/i }).fill(code);
  await page.getByRole("textbox", { name: /gift card/i }).press("Enter");
  await expect(page.getByText("Your gift cards cover the whole order.")).toBeVisible();
  const number = await shopper.placesOrder();
  await shopper.seesHeading("Your order is confirmed");
  expect(await chargesOf(number)).toEqual([]);
});
