import { randomUUID } from "node:crypto";
import { createDb, createPool } from "@cartwright/db/client";
import { sql } from "kysely";
import { findViolations } from "./axe.ts";
import { checksBooks, REFUSED_CHECK } from "./check-books.ts";
import { expect, test } from "./test.ts";

/** The order as if it had been sold for a euro less than was paid. */
async function sellsForLess(number: string): Promise<void> {
  const connectionString = process.env["CARTWRIGHT_E2E_DATABASE"] ?? "";
  const db = createDb(createPool({ connectionString, applicationName: "e2e", poolMax: 1 }));
  await sql`
    update orders.orders set subtotal_minor = subtotal_minor - 100, total_minor = total_minor - 100
    where number = ${number}`.execute(db);
  await db.destroy();
}

/** A check that another person has begun: it holds the books until the returned function ends it. */
async function holdsBooks(): Promise<() => Promise<void>> {
  const connectionString = process.env["CARTWRIGHT_E2E_DATABASE"] ?? "";
  const db = createDb(createPool({ connectionString, applicationName: "e2e", poolMax: 1 }));
  const holder = randomUUID();
  await sql`
    insert into payments.reconciliation as walk (id, holder, leased_until) values (1, ${holder}, now() + interval '10 minutes')
    on conflict (id) do update set holder = excluded.holder, leased_until = excluded.leased_until`.execute(db);
  return async () => {
    await sql`update payments.reconciliation set leased_until = now() where holder = ${holder}`.execute(db);
    await db.destroy();
  };
}

test("a refused check says so in its dialog and keeps the reason, and the same dialog tries again", async ({
  adminPage: page,
  browserErrors,
}) => {
  browserErrors.allow(REFUSED_CHECK);
  const endsCheck = await holdsBooks();
  await page.goto("/admin/payments");
  await page.getByRole("button", { name: "Check now" }).click();
  const dialog = page.getByRole("dialog", { name: "Check the books now?" });
  await dialog.getByRole("textbox", { name: /^Reason/ }).fill("A customer says they paid too much");
  await dialog.getByRole("button", { name: "Check now" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("The books are being checked right now. Try again in a minute.");
  await endsCheck();
  // The scheduled check may have begun in the meantime.
  await expect(async () => {
    if (await dialog.isVisible()) await dialog.getByRole("button", { name: "Check now" }).click({ timeout: 5000 });
    await expect(dialog).toBeHidden({ timeout: 20_000 });
  }).toPass();
});

test("staff check the books, read in money what differs and what a repair does, and repair it with a reason", async ({
  shopper,
  adminPage,
  browserErrors,
}) => {
  const { number } = await shopper.hasOrdered();
  const status = async () => (await shopper.api.query<{ status: string }>("orders.get", { number })).status;
  await expect.poll(status).toBe("confirmed");
  await sellsForLess(number);

  await adminPage.goto("/admin");
  await adminPage.getByRole("link", { name: "Payments", exact: true }).click();
  await adminPage.waitForURL("**/admin/payments");
  const row = adminPage.getByRole("row").filter({ hasText: number });
  await checksBooks(adminPage, browserErrors, row.getByText(/^The order comes to €.*, its payment to €/));
  expect(await findViolations(adminPage)).toEqual([]);

  await row.getByRole("button", { name: `Repair ${number}: Amounts differ` }).click();
  const dialog = adminPage.getByRole("dialog", { name: `Repair ${number}` });
  await expect(dialog.getByText(/^Refunds €1\.00, the amount overpaid/)).toBeVisible();
  await dialog.getByRole("button", { name: "Repair" }).click();
  await expect(dialog.getByRole("textbox", { name: /^Reason/ })).toHaveAccessibleDescription(/Enter a reason/);
  expect(await findViolations(adminPage)).toEqual([]);
  await dialog.getByRole("textbox", { name: /^Reason/ }).fill("The discount came too late");
  await dialog.getByRole("button", { name: "Repair" }).click();
  await expect(adminPage.getByText("Repaired. The books agree.")).toBeVisible();
  await expect(row).toHaveCount(0);

  await adminPage.getByRole("navigation", { name: "Payments" }).getByRole("link", { name: "Webhooks" }).click();
  await adminPage.getByRole("searchbox", { name: "Order number" }).fill(number);
  const webhook = adminPage.getByRole("row").filter({ hasText: number });
  await webhook.getByRole("button", { name: "charge.succeeded" }).first().click();
  await expect(adminPage.getByText(`"orderNumber": "${number}"`)).toBeVisible();
  await adminPage.getByRole("button", { name: "Run again…" }).click();
  const rerun = adminPage.getByRole("dialog", { name: "Run this webhook again?" });
  await expect(rerun.getByText("Nothing: the payment is as the provider has it.")).toBeVisible();
  await expect(rerun.getByRole("button", { name: "Run again" })).toBeDisabled();
  expect(await findViolations(adminPage)).toEqual([]);

  await adminPage.goto(`/admin/orders/${number}`);
  await expect(adminPage.getByText("We've checked our record of your payment and corrected it.")).toBeVisible();
  await expect(adminPage.getByText("We've refunded €1.00.")).toBeVisible();
});
