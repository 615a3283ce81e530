import { expect, type Locator, type Page } from "@playwright/test";
import type { BrowserErrors } from "./browser-errors.ts";

/** A check that is refused, as the console reports it. */
export const REFUSED_CHECK = /409 .*admin\.payments\.reconcile/;

/** For what a check that has ended is about to show. It is made again afterwards. */
const SHOWN_MS_MAX = 20_000;

/**
 * Checks the books by hand, on their page, until a difference is found, if one is given. A check is refused while another one
 * runs, and leaves for the next what a slow provider did not say in time.
 */
export async function checksBooks(page: Page, browserErrors: BrowserErrors, difference?: Locator): Promise<void> {
  browserErrors.allow(REFUSED_CHECK);
  await expect(async () => {
    await page.goto("/admin/payments");
    await page.getByRole("button", { name: "Check now" }).click();
    const dialog = page.getByRole("dialog", { name: "Check the books now?" });
    await dialog.getByRole("textbox", { name: /^Reason/ }).fill("A customer says they paid too much");
    await dialog.getByRole("button", { name: "Check now" }).click();
    const refusal = dialog.getByRole("alert");
    await expect.poll(async () => (await refusal.isVisible()) || (await dialog.isHidden())).toBe(true);
    expect(await refusal.isVisible()).toBe(false);
    if (difference) await expect(difference).toBeVisible({ timeout: SHOWN_MS_MAX });
  }).toPass();
}
