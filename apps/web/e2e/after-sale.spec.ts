import { randomUUID } from "node:crypto";
import { createDb, createPool } from "@cartwright/db/client";
import type { Page } from "@playwright/test";
import { findOverflow, findSmallTargets, findViolations } from "./axe.ts";
import { expect, test } from "./test.ts";

/** What is wrong with the page as it is now. */
async function findFaults(page: Page): Promise<string[]> {
  return [...(await findViolations(page)), ...(await findOverflow(page)), ...(await findSmallTargets(page))];
}

/** Leaves a refund of this amount that has failed for good, as the worker does after its last attempt. */
async function failsToRefund(number: string, refundMinor: number): Promise<void> {
  const connectionString = process.env["CARTWRIGHT_E2E_DATABASE"] ?? "";
  const db = createDb(createPool({ connectionString, applicationName: "e2e", poolMax: 1 }));
  const { id } = await db
    .selectFrom("orders.orders")
    .select("id")
    .where("number", "=", number)
    .executeTakeFirstOrThrow();
  const saga = { kind: "refund", definition_version: 1, state: "stuck", step: "refund", attempts: 60 };
  const data = JSON.stringify({ refundMinor, resumeAs: "running", failingSince: "2026-01-01T00:00:00.000Z" });
  await db
    .insertInto("saga.sagas")
    .values({ ...saga, id: randomUUID(), order_id: id, failure: "payment_unavailable", data })
    .execute();
  await db.destroy();
}

test("an order is packed, shipped, delivered, returned and refunded, and the shopper sees each step", async ({
  shopper,
  adminPage,
  chargesOf,
}) => {
  const { number } = await shopper.hasOrdered();
  await shopper.opens(`/orders/${number}`);
  await shopper.seesHeading("Your order is confirmed");

  await adminPage.goto(`/admin/orders/${number}`);
  const parcels = adminPage.getByRole("region", { name: "Parcels" });
  await parcels.getByRole("button", { name: /^Pack \d+ items?$/ }).click();
  const dialog = adminPage.getByRole("dialog");
  await dialog.getByRole("combobox", { name: /^Carrier/ }).fill("DHL");
  await dialog.getByLabel(/^Tracking number/).fill("JD0123");
  expect(await findFaults(adminPage)).toEqual([]);
  await dialog.getByRole("button", { name: /^Pack \d+ items?$/ }).click();
  await expect(parcels.getByText("Packed", { exact: true })).toBeVisible();

  await parcels.getByRole("button", { name: "Ship parcel" }).click();
  await dialog.getByRole("button", { name: "Ship and email customer" }).click();
  await expect(parcels.getByRole("link", { name: "DHL JD0123" })).toBeVisible();
  await shopper.seesHeading("Your order is on its way");
  const link = shopper.page.getByRole("link", { name: "Track DHL JD0123" });
  await expect(link).toHaveAttribute("href", /tracking-id=JD0123$/);

  await parcels.getByRole("button", { name: "Mark as delivered" }).click();
  await shopper.seesHeading("Your order was delivered");
  expect(await findFaults(shopper.page)).toEqual([]);
  await shopper.api.mutate("orders.requestReturn", { number, lines: [{ lineId: "1", quantity: 1 }] });

  await adminPage.getByRole("link", { name: "Returns" }).click();
  await adminPage.getByRole("table", { name: "Returns, newest first" }).getByRole("link", { name: number }).click();
  const returns = adminPage.getByRole("region", { name: "Returns" });
  await returns.getByRole("button", { name: "Approve return" }).click();
  await dialog.getByLabel(/^Note to the customer/).fill("Send it to Lindenstrasse 4.");
  await dialog.getByRole("button", { name: "Approve and email customer" }).click();
  await expect(shopper.page.getByText("Send it to Lindenstrasse 4.")).toBeVisible();

  await returns.getByRole("button", { name: "Receive items" }).click();
  await expect(dialog.getByRole("button", { name: /^Receive and refund €[1-9]/ })).toBeEnabled();
  expect(await findFaults(adminPage)).toEqual([]);
  await dialog.getByRole("button", { name: /^Receive and refund/ }).click();
  const refunds = adminPage.getByRole("region", { name: "Refunds" });
  await expect(refunds.getByText("Refunded", { exact: true })).toBeVisible();

  await refunds.getByRole("button", { name: "Refund" }).click();
  await dialog.getByLabel(/^Refund a different amount/).fill("0.50");
  await dialog.getByLabel("Reason").fill("a scratched box");
  const send = dialog.getByRole("button", { name: "Refund €0.50" });
  await expect(send).toBeEnabled();
  expect(await findFaults(adminPage)).toEqual([]);
  await send.click();
  await expect(refunds.getByText("Refunded", { exact: true })).toHaveCount(2);
  const [charge] = await chargesOf(number);
  const { refundedMinor } = await shopper.api.query<{ refundedMinor: number }>("orders.get", { number });
  expect(charge?.refundedMinor).toBe(refundedMinor);

  await failsToRefund(number, 150);
  await adminPage.reload();
  await adminPage.getByRole("button", { name: "Mark as refunded by hand" }).click();
  await expect(dialog.getByText("The payment provider confirms")).toBeVisible();
  expect(await findFaults(adminPage)).toEqual([]);
  await dialog.getByRole("button", { name: "Mark as refunded" }).click();
  await expect(dialog.getByLabel(/^Payment reference/)).toHaveAccessibleDescription(/Enter the payment reference/);
  await dialog.getByLabel(/^Payment reference/).fill("bank 17");
  await dialog.getByLabel("Reason").fill("paid from the bank account");
  await dialog.getByRole("button", { name: "Mark as refunded" }).click();
  await expect(adminPage.getByText("Needs attention")).toBeHidden();
  await expect(refunds.getByText("Refunded", { exact: true })).toHaveCount(3);
  const told = "We've refunded €1.50 in another way, such as a bank transfer.";
  await expect(shopper.page.getByText(told, { exact: true })).toBeVisible();
  // The shop's books have it, and the provider was not asked to pay it too.
  const after = await shopper.api.query<{ refundedMinor: number }>("orders.get", { number });
  expect(after.refundedMinor).toBe(refundedMinor + 150);
  expect((await chargesOf(number))[0]?.refundedMinor).toBe(refundedMinor);
});
