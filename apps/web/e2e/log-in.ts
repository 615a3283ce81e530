import { expect, type Page } from "@playwright/test";
import { type Account, PASSWORD } from "./accounts.ts";

/** Fills in the log-in form that the page shows, and sends it. */
export async function logsIn(
  page: Page,
  { email, password = PASSWORD }: Partial<Account> & { email: string },
): Promise<void> {
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
}

export async function registers(page: Page, email: string, [firstName, lastName] = ["Ada", "Lane"]): Promise<void> {
  await page.goto("/register");
  await page.getByLabel("First name").fill(firstName ?? "");
  await page.getByLabel("Last name").fill(lastName ?? "");
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("We've sent an email")).toBeVisible();
}
