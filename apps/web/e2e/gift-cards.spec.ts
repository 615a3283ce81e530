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

/** Creates a product that is a gift card for €45, on sale. */
async function sellsGiftCard(page: Page, title: string): Promise<void> {
  await page.goto("/admin/products/new");
  await page.getByRole("textbox", { name: "Title" }).fill(title);
  await page.getByRole("textbox", { name: "Price (EUR)" }).fill("45");
  await page.getByRole("checkbox", { name: "This is a gift card" }).check();
  await expect(page.getByText(/^Buyers get a code by email/)).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText(/^This product is a gift card/)).toBeVisible();
}

test("a shopper buys two gift cards and gets their codes by email, and one is cancelled when it is refunded", async ({
  shopper,
  adminPage,
}) => {
  const title = `Gift card ${crypto.randomUUID().slice(0, 8)}`;
  await sellsGiftCard(adminPage, title);
  const slug = title.toLowerCase().replaceAll(" ", "-");
  const { page } = shopper;
  await shopper.putsInCart({ slug, title }, 2);
  await shopper.opensCheckout();
  await page.getByLabel("Email address", { exact: true }).fill(`kim-${slug}@example.com`);
  const number = await shopper.placesOrder();
  await shopper.seesHeading("Your order was delivered");

  await page.goto("/mailbox");
  await page
    .getByRole("list", { name: "Emails" })
    .getByRole("button")
    .filter({ hasText: number })
    .filter({ hasText: "Your gift cards" })
    .click();
  const mail = page.getByRole("article");
  await expect(mail.getByText(/(Gift card for €45\.00: [0-9A-Z]{4}(-[0-9A-Z]{4}){3}\s+){2}/)).toBeVisible();

  await adminPage.goto(`/admin/orders/${number}`);
  const dialog = adminPage.getByRole("dialog");
  await adminPage.getByRole("region", { name: "Refunds", exact: true }).getByRole("button", { name: "Refund" }).click();
  const quantity = dialog.getByRole("textbox", { name: /^Quantity of/ });
  await quantity.fill("1");
  await quantity.press("Tab");
  await dialog.getByLabel("Reason").fill("One too many");
  await dialog.getByRole("button", { name: "Refund €45.00" }).click();
  await expect(
    adminPage.getByRole("region", { name: "Refunds", exact: true }).getByText("Refunded", { exact: true }),
  ).toBeVisible();

  await adminPage.goto(`/admin/gift-cards?q=${encodeURIComponent(`kim-${slug}@example.com`)}`);
  const rows = adminPage.getByRole("table").getByRole("row");
  await expect(rows.filter({ hasText: "Active" })).toHaveCount(1);
  await rows.filter({ hasText: "Disabled" }).getByRole("link").click();
  await expect(
    adminPage.getByRole("table", { name: "Entries" }).getByRole("row").filter({ hasText: "Cancelled" }),
  ).toContainText(number);
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
