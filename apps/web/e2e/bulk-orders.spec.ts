import { findViolations } from "./axe.ts";
import { expect, test } from "./test.ts";

const CUSTOMER = "Robin Selected";

test("many orders at once: selected by keys, packed with a reason for each that was not, taken back, and tagged", async ({
  shopper,
  adminPage,
}) => {
  const { number: declined } = await shopper.hasOrdered("tok_decline", 1, CUSTOMER);
  await shopper.opens(`/orders/${declined}`);
  await shopper.seesHeading("Your payment was declined");
  const paid: string[] = [];
  for (let count = 0; count < 2; count++) {
    const { number } = await shopper.hasOrdered("tok_approve", 1, CUSTOMER);
    await shopper.opens(`/orders/${number}`);
    await shopper.seesHeading("Your order is confirmed");
    paid.push(number);
  }
  await adminPage.goto(`/admin/orders?q=${encodeURIComponent(CUSTOMER)}`);
  const rowOf = (number: string) => adminPage.getByRole("row").filter({ hasText: number });
  for (const number of paid) await expect(rowOf(number).getByText("To pack", { exact: true })).toBeVisible();

  // From the keyboard: the first row, then all rows to the third; the first once more, and back.
  const bar = adminPage.getByRole("region", { name: "Selected orders" });
  await adminPage.keyboard.press("j");
  await adminPage.keyboard.press("x");
  await expect(bar.getByText("1 order selected")).toBeVisible();
  await adminPage.keyboard.press("j");
  await adminPage.keyboard.press("j");
  await adminPage.keyboard.press("Shift+X");
  await expect(bar.getByText("3 orders selected")).toBeVisible();
  await adminPage.keyboard.press("x");
  await expect(bar.getByText("2 orders selected")).toBeVisible();
  await adminPage.keyboard.press("x");
  await expect(bar.getByText("3 orders selected")).toBeVisible();
  await adminPage.keyboard.press("?");
  await expect(adminPage.getByRole("dialog").getByText("Select every row from the last one selected")).toBeVisible();
  await adminPage.keyboard.press("Escape");

  await bar.getByRole("button", { name: "Mark as packed" }).click();
  const dialog = adminPage.getByRole("dialog");
  await dialog.getByRole("button", { name: "Mark 3 orders as packed" }).click();
  await expect(dialog.getByText("2 orders packed.")).toBeVisible();
  const left = dialog.getByRole("region", { name: "1 order was not changed" });
  await expect(left.getByRole("link", { name: declined })).toBeVisible();
  expect(await findViolations(adminPage)).toEqual([]);
  for (const number of paid) await expect(rowOf(number).getByText("To ship", { exact: true })).toBeAttached();

  await dialog.getByRole("button", { name: "Undo" }).click();
  await expect(dialog.getByText("2 orders unpacked.")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Undo" })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  await expect(bar).toHaveCount(0);
  for (const number of paid) await expect(rowOf(number).getByText("To pack", { exact: true })).toBeVisible();

  for (const number of paid) await adminPage.getByRole("checkbox", { name: `Select ${number}` }).check();
  await bar.getByRole("button", { name: "Edit tags" }).click();
  await dialog.getByRole("button", { name: "Save tags" }).click();
  await expect(dialog.getByText("Enter at least one tag to add or remove.")).toBeVisible();
  await dialog.getByRole("combobox", { name: "Add tags" }).fill("Call first, fragile");
  await dialog.getByRole("button", { name: "Save tags" }).click();
  await expect(dialog.getByText("Tags saved for 2 orders.")).toBeVisible();
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  for (const number of paid) await expect(rowOf(number).getByText("#call first #fragile")).toBeVisible();
});

test("without a connection the rest of many orders stays as it is, and goes on later", async ({
  shopper,
  adminPage,
  browserErrors,
}) => {
  browserErrors.allow(/Failed to load resource: net::ERR_FAILED/);
  const name = "Robin Offline";
  const { number } = await shopper.hasOrdered("tok_approve", 1, name);
  await shopper.opens(`/orders/${number}`);
  await shopper.seesHeading("Your order is confirmed");
  await adminPage.goto(`/admin/orders?q=${encodeURIComponent(name)}`);
  await adminPage.getByRole("checkbox", { name: `Select ${number}` }).check();
  await adminPage.getByRole("button", { name: "Mark as packed" }).click();
  const dialog = adminPage.getByRole("dialog");
  await adminPage.route("**/api/trpc/admin.orders.packMany**", (route) => route.abort("failed"));
  await dialog.getByRole("button", { name: "Mark 1 order as packed" }).click();
  await expect(dialog.getByRole("alert")).toContainText("1 order may not have been changed.");
  await adminPage.unroute("**/api/trpc/admin.orders.packMany**");
  await dialog.getByRole("button", { name: "Continue with 1 order" }).click();
  await expect(dialog.getByText("1 order packed.")).toBeVisible();
});
