import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { findOverflow, findSmallTargets, findViolations } from "./axe.ts";
import { ADDRESS } from "./shopper.ts";
import { expect, test } from "./test.ts";

/** What is wrong with the page as it is now. */
async function findFaults(page: Page): Promise<string[]> {
  return [...(await findViolations(page)), ...(await findOverflow(page)), ...(await findSmallTargets(page))];
}

test("staff note and tag an order, correct its address, cancel an item, print its lists, and ship it from a list", async ({
  shopper,
  adminPage,
}) => {
  const { number } = await shopper.hasOrdered("tok_approve", 2);
  await shopper.opens(`/orders/${number}`);
  await shopper.seesHeading("Your order is confirmed");

  const documents = shopper.page.getByRole("region", { name: "Documents" });
  const downloading = shopper.page.waitForEvent("download");
  await documents.getByRole("link", { name: "Invoice (PDF)" }).click();
  expect((await downloading).suggestedFilename()).toMatch(/^INV-\d{4}-\d{5}\.pdf$/);
  await documents.getByRole("link", { name: /^Invoice INV-/ }).click();
  await shopper.seesHeading(/^Invoice INV-/);
  expect(await findFaults(shopper.page)).toEqual([]);
  await shopper.page.getByRole("link", { name: "Back to the order" }).click();
  await shopper.seesHeading("Your order is confirmed");

  // A note that is typed before the page's script has loaded is kept.
  const typed = Promise.withResolvers<void>();
  await adminPage.route("**/_next/static/**/*.js", async (route) => {
    await typed.promise;
    await route.fallback();
  });
  await adminPage.goto(`/admin/orders/${number}`, { waitUntil: "commit" });
  const notes = adminPage.getByRole("region", { name: "Notes and tags" });
  await notes.getByRole("textbox", { name: "New note" }).fill("Ring twice, says marmalade.");
  typed.resolve();
  await notes.getByRole("button", { name: "Add note" }).click();
  await expect(notes.getByText("Ring twice, says marmalade.")).toBeVisible();
  await notes.getByRole("combobox", { name: "Add a tag" }).fill("Gift Wrap");
  await notes.getByRole("button", { name: "Add", exact: true }).click();
  await expect(notes.getByRole("link", { name: "gift wrap" })).toBeVisible();
  expect(await findFaults(adminPage)).toEqual([]);

  const customer = adminPage.getByRole("region", { name: "Customer" });
  await customer.getByRole("button", { name: "Edit" }).click();
  const dialog = adminPage.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Street and house number" }).fill("12 New Street");
  expect(await findFaults(adminPage)).toEqual([]);
  await dialog.getByRole("button", { name: "Save and email customer" }).click();
  await expect(customer.getByText("12 New Street")).toBeVisible();
  await expect(shopper.page.getByText("We've changed your delivery address.", { exact: true })).toBeVisible();

  const items = adminPage.getByRole("region", { name: "Items" });
  await items.getByRole("button", { name: "Cancel items" }).click();
  await dialog.getByRole("button", { name: /^Increase/ }).click();
  await dialog.getByLabel("Reason").fill("one is damaged");
  await expect(dialog.getByRole("button", { name: /^Cancel 1 item and refund €[1-9]/ })).toBeEnabled();
  expect(await findFaults(adminPage)).toEqual([]);
  await dialog.getByRole("button", { name: /^Cancel 1 item and refund/ }).click();
  await expect(items.getByText("1 cancelled")).toBeVisible();
  const updates = shopper.page.getByRole("region", { name: "Order updates" });
  await expect(updates.getByText(/^We've cancelled some items of your order\./)).toBeVisible();
  await expect(shopper.page.getByText("1 cancelled")).toBeVisible();

  await notes.getByRole("link", { name: "gift wrap" }).click();
  await adminPage.waitForURL(/tag=gift/);
  await adminPage.getByRole("checkbox", { name: `Select ${number}` }).check();
  expect(await findFaults(adminPage)).toEqual([]);
  await adminPage.getByRole("link", { name: "Print pick list" }).click();
  await expect(adminPage.getByRole("heading", { name: "Pick list" })).toBeVisible();
  await expect(adminPage.getByRole("table").getByText(number).filter({ visible: true }).first()).toBeVisible();
  expect(await findFaults(adminPage)).toEqual([]);

  await adminPage.goto(`/admin/orders/${number}/packing-slip`);
  await expect(adminPage.getByText("12 New Street")).toBeVisible();
  expect(await findFaults(adminPage)).toEqual([]);
  await adminPage.emulateMedia({ media: "print" });
  await expect(adminPage.getByRole("banner")).toBeHidden();
  await expect(adminPage.getByRole("button", { name: "Print" })).toBeHidden();
  await adminPage.emulateMedia({ media: null });

  await adminPage.goto("/admin/orders");
  await adminPage.getByRole("link", { name: "Ship orders from a list" }).click();
  const list = adminPage.getByRole("textbox", { name: "Orders" });
  await expect(adminPage.getByRole("button", { name: "Choose file" })).toBeEnabled();
  await list.fill(`1001, DHL, JD8\n${number}, DHL, JD9`);
  await adminPage.getByRole("button", { name: "Check list" }).click();
  const rows = adminPage.getByRole("table", { name: "Orders in the list" }).getByRole("row");
  await expect(rows.filter({ hasText: "1001" })).toContainText("Not an order number");
  await expect(rows.filter({ hasText: number })).toContainText("Packs and ships all open items");
  expect(await findFaults(adminPage)).toEqual([]);
  await adminPage.getByRole("button", { name: "Ship 1 order and email the customer" }).click();
  await expect(rows.filter({ hasText: number })).toContainText("Shipped");
  await expect(adminPage.getByText("1 order was shipped.")).toBeVisible();
  // What was refunded comes first on the page of an order. The shipment is there too.
  await expect(shopper.page.getByRole("link", { name: "Track DHL JD9" })).toBeVisible();
});

test("staff put an order together on the phone and email a payment link, and the shopper pays it", async ({
  shopper,
  adminPage,
  ownProduct,
}) => {
  const product = await ownProduct();
  const email = `phone-${randomUUID()}@example.com`;
  await adminPage.goto("/admin/orders");
  await adminPage.getByRole("link", { name: "Draft orders" }).click();
  await adminPage.getByRole("link", { name: "Create draft order" }).click();
  await adminPage.getByRole("searchbox", { name: "Add an item by title or SKU" }).fill(product.title);
  await adminPage.getByRole("button", { name: `Add ${product.title}` }).click();
  await adminPage.getByLabel("Customer's email").fill(email);
  for (const [label, value] of Object.entries(ADDRESS))
    if (label !== "Email address") await adminPage.getByLabel(label, { exact: true }).fill(value);
  await adminPage.getByRole("combobox", { name: "Type" }).selectOption({ label: "Percentage" });
  await adminPage.getByRole("textbox", { name: "Percent off the items" }).fill("10");
  await adminPage.getByRole("textbox", { name: "Reason" }).fill("a regular");
  await adminPage.getByRole("button", { name: "Save draft" }).click();
  await adminPage.getByRole("combobox", { name: "Shipping method" }).selectOption({ index: 1 });
  await adminPage.getByRole("button", { name: "Save draft" }).click();
  await adminPage.getByRole("button", { name: "Email payment link" }).click();
  const dialog = adminPage.getByRole("dialog");
  expect(await findFaults(adminPage)).toEqual([]);
  await dialog.getByRole("button", { name: "Email payment link" }).click();
  await expect(adminPage.getByText("Link sent", { exact: true })).toBeVisible();
  expect(await findFaults(adminPage)).toEqual([]);

  await shopper.opens(await shopper.findsPaymentLink(email));
  await shopper.seesHeading("Your order");
  await expect(shopper.page.getByText(`1 × ${product.title}`)).toBeVisible();
  expect(await findFaults(shopper.page)).toEqual([]);
  await shopper.page.getByRole("button", { name: /^Pay €/ }).click();
  const number = await shopper.isOnOrderPage();
  await shopper.seesHeading("Your order is confirmed");

  await adminPage.reload();
  await expect(adminPage.getByText(`This draft has become order ${number}.`)).toBeVisible();
  await expect(adminPage.getByText("Paid", { exact: true })).toBeVisible();
});
