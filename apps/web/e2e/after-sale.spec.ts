import type { Page } from "@playwright/test";
import { findOverflow, findSmallTargets, findViolations } from "./axe.ts";
import { expect, test } from "./test.ts";

/** What is wrong with the page as it is now. */
async function findFaults(page: Page): Promise<string[]> {
  return [...(await findViolations(page)), ...(await findOverflow(page)), ...(await findSmallTargets(page))];
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
});
