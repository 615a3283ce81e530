import type { Page } from "@playwright/test";
import { findsOfAxe } from "./axe.ts";
import { expect, test } from "./test.ts";

interface Account {
  readonly email: string;
  readonly password: string;
}

/** The demo account of a role, as the stack made it. */
function accountOf(role: "admin" | "shopper"): Account {
  const accounts = JSON.parse(process.env["CARTWRIGHT_E2E_ACCOUNTS"] ?? "[]") as Account[]; // set by the global set-up
  const account = accounts.find(({ email }) => email === `${role}@example.com`);
  if (!account) throw new Error(`the stack has no ${role}`);
  return account;
}

async function logsIn(page: Page, { email, password }: Account): Promise<void> {
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
}

test("staff watch an order come in and settle, and see what its saga did", async ({ shopper, browser }) => {
  const office = await browser.newContext();
  const desk = await office.newPage();
  await desk.goto("/admin/orders");
  await logsIn(desk, accountOf("admin"));
  await expect(desk.getByRole("heading", { level: 1, name: "Orders" })).toBeVisible();

  const { number } = await shopper.buysSomething();
  const row = desk.getByRole("row").filter({ hasText: number });
  await expect(row.getByText("Confirmed")).toBeVisible();

  await row.getByRole("link", { name: number }).click();
  await expect(desk.getByRole("heading", { level: 1, name: number })).toBeVisible();
  const steps = desk.getByRole("list", { name: "Steps" }).getByRole("listitem");
  await expect(steps).toHaveCount(4);
  for (const step of await steps.all()) await expect(step).toContainText("done");

  expect(await findsOfAxe(desk)).toEqual([]);
  await office.close();
});

test("a declined card is on the desk with its compensation", async ({ shopper, browser }) => {
  const { number } = await shopper.buysSomething("tok_decline");
  await shopper.seesHeading(/cancelled/i);
  const office = await browser.newContext();
  const desk = await office.newPage();
  await desk.goto(`/admin/orders/${number}`);
  await logsIn(desk, accountOf("admin"));
  await expect(desk.getByRole("heading", { level: 1, name: number })).toBeVisible();
  await expect(desk.getByRole("list", { name: "Steps" }).getByRole("listitem").first()).toContainText("undone");
  await office.close();
});

test("the back office does not exist for a shopper, and asks a stranger to log in", async ({ page, complaints }) => {
  complaints.expect(/404/);
  await page.goto("/admin");
  await expect(page).toHaveURL(/\/login\?next=/);
  await logsIn(page, accountOf("shopper"));
  await expect(page).not.toHaveURL(/\/login/);
  for (const path of ["/admin", "/admin/orders"]) {
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
  }
});
