import type { Page } from "@playwright/test";
import { newEmail, PASSWORD } from "./accounts.ts";
import { createStaffAccount, showCode } from "./staff-account.ts";
import { expect, test } from "./test.ts";

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

/** Sets two-step verification up. Returns the secret of the authenticator app and the recovery codes. */
async function setsUp(page: Page): Promise<{ secret: string; codes: readonly string[] }> {
  await page.getByRole("button", { name: "Set up" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Password").fill(PASSWORD);
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(dialog.getByRole("img", { name: /QR code/ })).toBeVisible();
  const shown = await dialog.getByText(/^([A-Z2-7]{4} ?){8}$/).textContent();
  const secret = (shown ?? "").replaceAll(" ", "");
  await dialog.getByLabel("Code from your app").fill(showCode(secret));
  await dialog.getByRole("button", { name: "Turn on" }).click();
  const list = page.getByRole("list", { name: "Your recovery codes" });
  await expect(list.getByRole("listitem")).toHaveCount(10);
  const codes = await list.getByRole("listitem").allTextContents();
  await page.getByRole("button", { name: "I've saved my codes" }).click();
  await expect(page.getByText("10 of 10 recovery codes left")).toBeVisible();
  return { secret, codes };
}

test("two-step verification asks for a code or a recovery code, and takes each only once", async ({
  page,
  browserErrors,
}) => {
  // The console reports the refusals that the journey causes.
  browserErrors.allow(/status of 401/);
  const email = newEmail("two-step");
  await createStaffAccount({ email, password: PASSWORD, role: "support" });
  await givesPassword(page, email);
  await expect(page).toHaveURL(/\/account\/security$/);
  const { secret, codes } = await setsUp(page);
  await logsOut(page);

  await givesPassword(page, email);
  const field = page.getByLabel("Code from your app");
  await expect(field).toBeFocused();
  await page.keyboard.type("000000");
  await page.keyboard.press("Enter");
  const refusal = page.getByRole("alert").filter({ hasText: "This code is incorrect" });
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

  // Changing the password takes a code as well.
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
