import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { findOverflow, findSmallTargets, findViolations } from "./axe.ts";
import { ShopApi } from "./shop-api.ts";
import { expect, test } from "./test.ts";

const PRICE_MINOR = 4_650;

/** What is wrong with the page as it is now. */
async function findFaults(page: Page): Promise<string[]> {
  return [...(await findViolations(page)), ...(await findOverflow(page)), ...(await findSmallTargets(page))];
}

/** Creates a product in three sizes at different prices, of which one is sold out. */
async function createSizes(staff: ShopApi) {
  const title = `Linen shirt ${randomUUID().slice(0, 8)}`;
  const variant = (size: string, priceMinor: number, onHand: number) => ({ options: [size], priceMinor, onHand });
  const { slug } = await staff.mutate<{ slug: string }>("admin.products.create", {
    title,
    status: "active",
    options: ["Size"],
    variants: [variant("S", PRICE_MINOR, 5), variant("M", 9_900, 5), variant("L", 4_650, 0)],
  });
  return { title, slug };
}

/** Packs, ships and delivers all of an order. */
async function delivers(staff: ShopApi, number: string): Promise<void> {
  const { fulfillmentId } = await staff.mutate<{ fulfillmentId: string }>("admin.orders.fulfill", { number });
  await staff.mutate("admin.orders.ship", { fulfillmentId });
  await staff.mutate("admin.orders.deliver", { fulfillmentId });
}

test("returned items are exchanged for another size: nothing is charged, both orders say so, and the books hold", async ({
  shopper,
  adminPage,
  chargesOf,
}) => {
  const staff = new ShopApi(adminPage.request);
  const product = await createSizes(staff);
  await shopper.hasInCart(product);
  const number = await shopper.hasCheckedOut();
  await shopper.opens(`/orders/${number}`);
  await shopper.seesHeading("Your order is confirmed");
  await delivers(staff, number);
  await shopper.seesHeading("Your order was delivered");
  await shopper.api.mutate("orders.requestReturn", { number, lines: [{ lineId: "1", quantity: 1 }] });

  await adminPage.goto(`/admin/orders/${number}`);
  const returns = adminPage.getByRole("region", { name: "Returns" });
  await returns.getByRole("button", { name: "Exchange items" }).click();
  const dialog = adminPage.getByRole("dialog", { name: "Exchange returned items" });
  const variant = dialog.getByLabel("Send instead");
  await expect(variant.getByRole("option", { name: "L (sold out)" })).toBeDisabled();
  await expect(dialog.getByRole("button", { name: "Exchange items" })).toBeDisabled();
  await variant.selectOption({ label: "M (5 in stock)" });
  await expect(dialog.getByText(`1 × ${product.title}, M, for the €46.50 that was paid`)).toBeVisible();
  await expect(dialog.getByText("4 left in stock afterwards")).toBeVisible();
  await expect(dialog.getByText("Nothing is charged or refunded, whatever the new item costs now.")).toBeVisible();
  expect(await findFaults(adminPage)).toEqual([]);
  await adminPage.setViewportSize({ width: 390, height: 844 });
  expect(await findFaults(adminPage)).toEqual([]);
  await adminPage.setViewportSize({ width: 1280, height: 900 });
  await dialog.getByRole("button", { name: "Exchange items" }).click();
  await expect(dialog).toBeHidden();
  await expect(returns.getByText(`Exchanged for 1 × ${product.title}, M, sent with order`)).toBeVisible();
  await expect(returns.getByRole("button", { name: "Exchange items" })).toBeHidden();
  await expect(returns.getByRole("button", { name: "Decline return" })).toBeHidden();

  // The shopper's page follows, and leads to the new order.
  const made = shopper.page.getByText(`Exchanged for 1 × ${product.title}, M, which we're sending with order`);
  await expect(made).toBeVisible();
  expect(await findFaults(shopper.page)).toEqual([]);
  await made.getByRole("link").click();
  await shopper.seesHeading("Your order is confirmed");
  const newNumber = await shopper.isOnOrderPage();
  expect(newNumber).not.toBe(number);
  await expect(shopper.page.getByText(`This order replaces items from order ${number}.`)).not.toHaveCount(0);
  await expect(shopper.page.getByText("Credit for returned items")).toBeVisible();
  expect(await findFaults(shopper.page)).toEqual([]);
  const text = await shopper.readsMail("We're sending your exchange", newNumber);
  expect(text).toContain(number);

  // What came back is received without a refund, and the refund of the new order is in the first.
  await returns.getByRole("button", { name: "Receive items" }).click();
  const receive = adminPage.getByRole("dialog", { name: "Receive returned items" });
  await expect(receive.getByText("These items were exchanged, so there's nothing to refund for them.")).toBeVisible();
  await receive.getByRole("button", { name: "Receive items" }).click();
  await expect(returns.getByText("Received", { exact: true })).toBeVisible();
  await returns.getByRole("link", { name: newNumber }).click();
  await expect(adminPage.getByRole("heading", { level: 1, name: newNumber })).toBeVisible();
  await expect(adminPage.getByText(`Refunds are made on order ${number}.`)).toBeVisible();
  await expect(adminPage.getByRole("region", { name: "Refunds" })).toBeHidden();
  expect(await findFaults(adminPage)).toEqual([]);

  const [charge] = await chargesOf(number);
  expect(charge?.refundedMinor).toBe(0);
  expect(await chargesOf(newNumber)).toEqual([]);
  expect(await shopper.api.query("orders.get", { number: newNumber })).toMatchObject({
    totalMinor: 0,
    paymentStatus: "paid",
  });
});
