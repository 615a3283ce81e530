import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { givesUp } from "./give-up.ts";
import { checksBooks } from "./check-books.ts";
import { expect, test } from "./test.ts";

const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** Imports a product file of one product. */
async function importsProduct(page: Page, { title, handle }: { title: string; handle: string }): Promise<void> {
  await page.goto("/admin/products/import");
  const name = `${handle}.csv`;
  const content = `Handle,Title,Status,Variant SKU,Variant Inventory Qty,Variant Price\n${handle},${title},active,${handle},20,24.50\n`;
  await page.getByLabel("Product file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
  const work = region(page, name);
  await expect(work.getByText("Ready to import").first()).toBeVisible();
  await work.getByRole("button", { name: "Import", exact: true }).click();
  await expect(work.getByText("The import is complete")).toBeVisible();
}

/** Sets the price of a product on its page. */
async function changesPrice(page: Page, title: string, price: string): Promise<void> {
  await page.goto(`/admin/products?q=${encodeURIComponent(title)}`);
  await page.getByRole("link", { name: title }).click();
  await page.getByLabel(/^Price of /).fill(price);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("All changes saved")).toBeVisible();
}

/** Creates a promotion of ten percent on one product. */
async function createsPromotion(page: Page, { code, title }: { code: string; title: string }): Promise<void> {
  await page.goto("/admin/promotions/new");
  await page.getByRole("textbox", { name: "Code", exact: true }).fill(code);
  await page.getByRole("textbox", { name: "Percentage off" }).fill("10");
  await page.getByLabel("Add a product").fill(title);
  await page.getByRole("button", { name: `Add ${title}`, exact: true }).click();
  await page.getByRole("button", { name: "Create promotion" }).click();
  await expect(page.getByRole("heading", { level: 1, name: code })).toBeVisible();
}

/** Packs units of a product that the order still lacks, and ships the parcel. */
async function packsAndShips(page: Page, title: string, units: number): Promise<void> {
  const parcels = region(page, "Parcels");
  const dialog = page.getByRole("dialog");
  await parcels.getByRole("button", { name: /^Pack \d+ items?$/ }).click();
  const field = dialog.getByRole("textbox", { name: `Quantity of ${title}` });
  await field.fill(String(units));
  await field.press("Tab");
  await dialog.getByRole("combobox", { name: /^Carrier/ }).fill("DHL");
  await dialog.getByLabel(/^Tracking number/).fill(`JD${units}`);
  await dialog.getByRole("button", { name: /^Pack \d+ items?$/ }).click();
  await parcels.getByRole("button", { name: "Ship parcel" }).click();
  await dialog.getByRole("button", { name: "Ship and email customer" }).click();
  await expect(parcels.getByRole("link", { name: `DHL JD${units}` })).toBeVisible();
}

/** Refunds a free amount. */
async function refunds(page: Page, amount: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await region(page, "Refunds").getByRole("button", { name: "Refund" }).click();
  await dialog.getByLabel(/^Refund a different amount/).fill(amount);
  await dialog.getByLabel("Reason").fill("a scratch on one of them");
  await dialog.getByRole("button", { name: `Refund €${amount}` }).click();
  await expect(region(page, "Refunds").getByText("Refunded", { exact: true })).toHaveCount(1);
}

/** Approves the order's return, receives all of it, and refunds it. */
async function takesBack(page: Page): Promise<void> {
  const returns = region(page, "Returns");
  const dialog = page.getByRole("dialog");
  await returns.getByRole("button", { name: "Approve return" }).click();
  await dialog.getByRole("button", { name: "Approve and email customer" }).click();
  await returns.getByRole("button", { name: "Receive items" }).click();
  await dialog.getByRole("button", { name: /^Receive and refund €[1-9]/ }).click();
  await expect(region(page, "Refunds").getByText("Refunded", { exact: true })).toHaveCount(2);
}

/** Replays the dead letter with this error. */
async function replaysDeadLetter(page: Page, error: string): Promise<void> {
  await page.goto("/admin/queues");
  await page.getByRole("searchbox", { name: "Error, message or order number" }).fill(error);
  const row = page.getByRole("row").filter({ hasText: error });
  await expect(row).toHaveCount(1);
  await row.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Replay…" }).click();
  const dialog = page.getByRole("dialog", { name: "Replay 1 dead letter?" });
  await dialog.getByRole("textbox", { name: /^Reason/ }).fill("The index is free again");
  await dialog.getByRole("button", { name: "Replay 1" }).click();
  await expect(row).toHaveCount(0);
}

test("a merchant's day: import, price, promotion, sale, two parcels, a part refund, a return, a dead letter, and balanced books", async ({
  shopper,
  adminPage,
  chargesOf,
  browserErrors,
}) => {
  const tag = randomUUID().slice(0, 8);
  const product = { title: `Beech tray ${tag}`, handle: `beech-tray-${tag}` };
  const code = `DAY-${tag.toUpperCase()}`;
  await importsProduct(adminPage, product);
  await changesPrice(adminPage, product.title, "26.00");
  await createsPromotion(adminPage, { code, title: product.title });

  const { page } = shopper;
  await shopper.putsInCart({ slug: product.handle, title: product.title }, 3);
  await page.goto("/cart");
  await page.getByRole("textbox", { name: "Code", exact: true }).fill(code);
  await page.getByRole("button", { name: "Apply" }).click();
  // A tenth of three times €26.00.
  await expect(page.getByRole("list", { name: "Promotions" })).toContainText("−€7.80");
  await shopper.opensCheckout();
  await shopper.fillsInTheForm();
  const number = await shopper.placesOrder();
  await shopper.seesHeading("Your order is confirmed");

  await adminPage.goto(`/admin/orders/${number}`);
  await packsAndShips(adminPage, product.title, 2);
  await shopper.seesHeading("Part of your order is on its way");
  await refunds(adminPage, "2.50");
  await packsAndShips(adminPage, product.title, 1);
  await shopper.seesHeading("Your order is on its way");
  const delivered = region(adminPage, "Parcels").getByRole("button", { name: "Mark as delivered" });
  await delivered.first().click();
  await expect(delivered).toHaveCount(1);
  await delivered.click();
  await expect(delivered).toHaveCount(0);

  await page.getByRole("button", { name: "Request a return" }).click();
  const request = page.getByRole("dialog", { name: "What would you like to return?" });
  const quantity = request.getByRole("textbox", { name: /^Quantity of/ });
  await quantity.fill("3");
  await quantity.press("Enter");
  await request.getByRole("button", { name: "Request return" }).click();
  await expect(request).toBeHidden();
  await takesBack(adminPage);

  const error = `The index was locked (${tag})`;
  const { id } = await shopper.api.query<{ id: string }>("catalog.product", { slug: product.handle });
  await givesUp(id, error);
  await replaysDeadLetter(adminPage, error);

  await checksBooks(adminPage, browserErrors);
  await expect(adminPage.getByRole("row").filter({ hasText: number })).toHaveCount(0);
  const [charge] = await chargesOf(number);
  const order = await shopper.api.query<{ totalMinor: number; refundedMinor: number }>("orders.get", { number });
  expect(charge).toMatchObject({ amountMinor: order.totalMinor, refundedMinor: order.refundedMinor });
  // All goods came back, less what they were reduced by, and the shipping was kept.
  expect(order.refundedMinor).toBeGreaterThanOrEqual(3 * 2_600 - 780);
});
