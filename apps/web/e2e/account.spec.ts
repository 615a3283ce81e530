import type { Page } from "@playwright/test";
import { newEmail, PASSWORD } from "./accounts.ts";
import { logsIn, registers } from "./log-in.ts";
import { expect, test } from "./test.ts";

const NEW_PASSWORD = "eight stones in a row";

/** Refusals that the tests cause: the console reports every response above 399. */
const REFUSED = /status of (401|422)/;

/** Follows the link in the newest mail of a kind to this address. */
async function followsMail(page: Page, email: string, kind: "verify" | "reset"): Promise<void> {
  const subject = { verify: "Confirm your email address", reset: "Set a new password" }[kind];
  await page.goto("/mailbox");
  const mails = page.getByRole("list", { name: "Emails" }).getByRole("button");
  await mails.filter({ hasText: subject }).filter({ hasText: email }).first().click();
  await page
    .getByRole("article")
    .getByRole("link", { name: new RegExp(`/${kind}#token=`) })
    .click();
}

test("a new account is confirmed by mail, log-in leads on to the wanted page, and log-out ends every tab", async ({
  page,
  context,
}) => {
  const email = newEmail("ada");
  await registers(page, email);
  await followsMail(page, email, "verify");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("Your email address is confirmed")).toBeVisible();

  await page.goto("/account/security");
  await expect(page).toHaveURL(/\/login\?next=/);
  await logsIn(page, { email });
  await expect(page).toHaveURL(/\/account\/security$/);
  await expect(page.getByText("This device")).toBeVisible();
  const device = page.getByRole("listitem").filter({ hasText: "This device" });
  await expect(device).toHaveText(/Chrome on .*This computer · last active .*(127\.0\.0\.1|::1)/);

  const stored = await page.evaluate(() => [
    JSON.stringify(localStorage),
    JSON.stringify(sessionStorage),
    document.cookie,
  ]);
  expect(stored.join()).not.toMatch(/eyJ|session|refresh|token/i);

  const other = await context.newPage();
  await other.goto("/account");
  await expect(other.getByRole("heading", { name: "Hello Ada" })).toBeVisible();
  await page.getByRole("button", { name: "Log out" }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect(other).toHaveURL(/\/login/);
});

test("a forgotten password is reset by mail, and a wrong or common one is refused with a reason", async ({
  page,
  browserErrors,
}) => {
  browserErrors.allow(REFUSED);
  const email = newEmail("ben");
  // A last name is not required.
  await registers(page, email, ["Ada", ""]);
  await page.goto("/login");
  await logsIn(page, { email, password: "not the password" });
  // Next has an empty alert of its own, to announce pages.
  await expect(page.getByRole("alert").filter({ hasText: /./ })).toHaveText(/email address or password is incorrect/);

  await page.getByRole("link", { name: "Forgot password?" }).click();
  // Both pages have a field of that name.
  await expect(page).toHaveURL(/\/forgot/);
  await page.getByLabel("Email address").fill(email);
  await page.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByText("If that address has an account")).toBeVisible();
  await followsMail(page, email, "reset");
  await page.getByLabel("New password").fill("password1");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("isn't easy to guess")).toBeVisible();
  await page.getByLabel("New password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("Your password has been changed")).toBeVisible();
  await page.getByRole("link", { name: "Log in" }).click();
  await logsIn(page, { email, password: NEW_PASSWORD });
  await expect(page.getByRole("heading", { name: "Hello Ada" })).toBeVisible();
});

test("the cart is kept at log-in, and a saved address is there after a reload", async ({ page, shopper }) => {
  const account = { email: newEmail("cleo"), password: PASSWORD };
  await shopper.api.mutate("account.register", { ...account, firstName: "Cleo", lastName: "Lane" });
  await shopper.hasSomethingInCart();
  await page.goto("/login");
  await logsIn(page, account);
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByRole("banner").getByRole("link", { name: /^Cart ?1 item/ })).toBeVisible();

  await page.getByRole("link", { name: "Addresses" }).click();
  await page.getByRole("button", { name: "Add address" }).click();
  await page.getByLabel("Full name").fill("Ada Lane");
  await page.getByLabel("Street and house number").fill("Lindenstr. 4");
  await page.getByLabel("Postcode").fill("10115");
  await page.getByLabel("Town or city").fill("Berlin");
  await page.getByRole("button", { name: "Save address" }).click();
  await expect(page.getByText("Lindenstr. 4")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Default", { exact: true })).toBeVisible();
});

test("a form cannot be sent before its script has loaded, so that nothing typed ends up in a URL", async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const path of ["/login", "/register", "/forgot"]) {
    await page.goto(path);
    const form = page.getByRole("main").locator("form");
    await expect(form).toHaveAttribute("method", "post");
    await expect(form.locator("button[type=submit]")).toBeDisabled();
  }
  await context.close();
});
