import { findOverflow, findViolations } from "./axe.ts";
import { newEmail } from "./accounts.ts";
import { expect, test } from "./test.ts";

test("customers: a guest is found, has notes and tags, is part of a saved segment, and leads to all orders", async ({
  shopper,
  adminPage,
}) => {
  const email = newEmail("gwen");
  const mark = email.split("@")[0] ?? "";
  const tag = `journey ${mark}`.slice(0, 40);
  await shopper.hasSomethingInCart();
  await shopper.opensCheckout();
  await shopper.fillsInTheForm();
  await shopper.page.getByLabel("Email address", { exact: true }).fill(email);
  const number = await shopper.placesOrder();

  // Guests are listed a moment after their order is confirmed.
  const row = adminPage.getByRole("row").filter({ hasText: email });
  await expect(async () => {
    await adminPage.goto(`/admin/customers?q=${encodeURIComponent(email)}&kind=guest`);
    await expect(adminPage.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();
    expect(await row.count()).toBe(1);
  }).toPass();
  await expect(row).toContainText("Guest");
  expect(await findViolations(adminPage)).toEqual([]);
  await row.getByRole("link", { name: "Kim Example" }).click();
  await expect(adminPage.getByRole("heading", { level: 1, name: "Kim Example" })).toBeVisible();
  const orders = adminPage.getByRole("region", { name: "Orders", exact: true });
  await expect(orders).toContainText("Confirmed orders1");
  await expect(orders.getByRole("link", { name: new RegExp(number) })).toBeVisible();
  await expect(adminPage.getByRole("region", { name: "Addresses" })).toContainText("Lindenstr. 4");

  const notes = adminPage.getByRole("region", { name: "Notes and tags" });
  await notes.getByLabel("New note").fill("Prefers the blue one.");
  await notes.getByRole("button", { name: "Add note" }).click();
  await expect(notes.getByRole("list", { name: "Notes, newest first" })).toContainText("Prefers the blue one.");
  await notes.getByLabel("Add a tag").fill(tag.toUpperCase());
  await notes.getByRole("button", { name: "Add", exact: true }).click();
  await expect(notes.getByRole("list", { name: "Tags" })).toContainText(tag);
  expect(await findViolations(adminPage)).toEqual([]);

  await orders.getByRole("link", { name: "All orders of this customer" }).click();
  await expect(adminPage.getByRole("heading", { level: 1, name: "Orders" })).toBeVisible();
  await expect(adminPage.getByRole("checkbox", { name: "One customer's orders" })).toBeChecked();
  await expect(adminPage.getByRole("link", { name: number })).toBeVisible();

  // A segment: filters that a saved view keeps, and that the file follows.
  await adminPage.goto("/admin/customers");
  await adminPage.getByRole("combobox", { name: "Tag" }).selectOption(tag);
  await adminPage.getByText("More filters").click();
  await adminPage.getByLabel("Minimum orders").fill("many");
  await adminPage.getByRole("button", { name: "Apply" }).click();
  await expect(adminPage.getByText("Enter a whole number, such as 3.")).toBeVisible();
  await adminPage.getByLabel("Minimum orders").fill("1");
  await adminPage.getByLabel("Minimum spent").fill("0.01");
  await adminPage.getByRole("button", { name: "Apply" }).click();
  await expect(adminPage).toHaveURL(/minOrders=1&minSpent=1/);
  await expect(adminPage.getByRole("row")).toHaveCount(2);
  await expect(row).toBeVisible();
  expect(await findViolations(adminPage)).toEqual([]);
  const download = adminPage.waitForEvent("download");
  await adminPage.getByRole("link", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toBe("customers.csv");
  await adminPage.getByLabel("Minimum orders").fill("2");
  await adminPage.getByRole("button", { name: "Apply" }).click();
  await expect(adminPage.getByText("No customers found.")).toBeVisible();
  await adminPage.setViewportSize({ width: 320, height: 700 });
  expect(await findOverflow(adminPage)).toEqual([]);
});
