import type { Page } from "@playwright/test";
import { findsOfAxe } from "./axe.ts";
import { createColleague, showCode } from "./staff.ts";
import { expect, test } from "./test.ts";

const PASSWORD = "seven stones in a row";

async function givesPassword(page: Page, email: string): Promise<void> {
  await page.goto("/login?next=/account/security");
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
}

async function logsOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Log out", exact: true }).click();
  await expect(page).toHaveURL(/\/$/);
}

async function hasNothingForAxe(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findsOfAxe(page), colorScheme).toEqual([]);
  }
}

/** Sets the second step up with an app of its own. Answers the app's secret and the recovery codes. */
async function setsUp(page: Page): Promise<{ secret: string; codes: readonly string[] }> {
  await page.getByRole("button", { name: "Set up" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Password").fill(PASSWORD);
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(dialog.getByRole("img", { name: /QR code/ })).toBeVisible();
  await hasNothingForAxe(page);
  const shown = await dialog.getByText(/^([A-Z2-7]{4} ?){8}$/).textContent();
  const secret = (shown ?? "").replaceAll(" ", "");
  await dialog.getByLabel("Code from your app").fill(showCode(secret));
  await dialog.getByRole("button", { name: "Turn on" }).click();
  const list = page.getByRole("list", { name: "Your recovery codes" });
  await expect(list.getByRole("listitem")).toHaveCount(10);
  await hasNothingForAxe(page);
  const codes = await list.getByRole("listitem").allTextContents();
  await page.getByRole("button", { name: "I've saved my codes" }).click();
  await expect(page.getByText("10 of 10 recovery codes left")).toBeVisible();
  return { secret, codes };
}

test("somebody sets a second step up; then a code or a recovery code is needed to log in, each good for once", async ({
  page,
  complaints,
}) => {
  // Five log-ins, and six looks by axe.
  test.slow();
  // Refusals that the journey brings about: a browser tells of every answer above 399.
  complaints.expect(/status of 401/);
  const email = `second-step-${Date.now()}@example.com`;
  await createColleague({ email, password: PASSWORD, role: "support" });
  await givesPassword(page, email);
  await expect(page).toHaveURL(/\/account\/security$/);
  const { secret, codes } = await setsUp(page);
  await logsOut(page);

  await givesPassword(page, email);
  const field = page.getByLabel("Code from your app");
  await expect(field).toBeFocused();
  await hasNothingForAxe(page);
  await page.keyboard.type("000000");
  await page.keyboard.press("Enter");
  const refusal = page.getByRole("alert").filter({ hasText: "That code is incorrect" });
  await expect(refusal).toBeVisible();
  const code = showCode(secret, 1);
  await field.fill(code);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/account\/security$/);
  await logsOut(page);

  await givesPassword(page, email);
  await field.fill(code);
  await page.keyboard.press("Enter");
  await expect(refusal).toBeVisible();
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(codes[0]?.toLowerCase() ?? "");
  await page.keyboard.press("Enter");
  await expect(page.getByText("9 of 10 recovery codes left")).toBeVisible();
  await logsOut(page);

  await givesPassword(page, email);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(codes[0] ?? "");
  await page.keyboard.press("Enter");
  await expect(refusal).toBeVisible();
  await page.getByLabel("Recovery code").fill(codes[1] ?? "");
  await page.keyboard.press("Enter");
  await expect(page.getByText("8 of 10 recovery codes left")).toBeVisible();

  // Inside of the account, too, a password is not enough.
  const form = page.getByRole("form", { name: "Password" });
  await form.getByLabel("Current password").fill(PASSWORD);
  await form.getByLabel("New password").fill("eight stones in a row");
  await form.getByRole("button", { name: "Change password" }).click();
  await expect(form.getByText("Enter the code.")).toBeVisible();
  await form.getByRole("button", { name: "Use a recovery code" }).click();
  await form.getByLabel("Recovery code").fill(codes[2] ?? "");
  await form.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password has been changed.")).toBeVisible();
});
