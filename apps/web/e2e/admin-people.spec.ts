import type { Page, WebSocket } from "@playwright/test";
import { newEmail, PASSWORD } from "./accounts.ts";
import { logsIn } from "./log-in.ts";
import { expect, test } from "./test.ts";

/** Takes an action, and gives the reason that the dialog asks for. */
async function acts(adminPage: Page, [button, confirm]: readonly [string, string], reason: string): Promise<void> {
  await adminPage.getByRole("button", { name: button, exact: true }).click();
  const dialog = adminPage.getByRole("dialog");
  await expect(dialog.getByLabel("Reason")).toHaveValue("");
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByRole("button", { name: confirm, exact: true }).click();
  await expect(dialog).toBeHidden();
}

test("a shopper who is disabled loses their socket and session, and the audit log has each action", async ({
  page,
  shopper,
  adminPage,
  browserErrors,
}) => {
  browserErrors.allow(/status of 401/);
  const email = newEmail("cleo");
  await shopper.api.register({ email, password: PASSWORD }, { firstName: "Cleo", lastName: "Lane" });
  const sockets: WebSocket[] = [];
  page.on("websocket", (socket) => sockets.push(socket));
  const { slug } = await shopper.findsProduct();
  await page.goto(`/products/${slug}`);
  await expect.poll(() => sockets.filter((socket) => socket.url().includes("/socket.io/")).length).toBeGreaterThan(0);
  const socket = sockets.find((candidate) => candidate.url().includes("/socket.io/"));

  await adminPage.goto("/admin/customers");
  await adminPage.getByRole("searchbox", { name: "Name or email address" }).fill(`lane ${email}`);
  const row = adminPage.getByRole("row").filter({ hasText: email });
  await expect(row).toBeVisible();
  await expect(adminPage.getByRole("row")).toHaveCount(2);
  await row.getByRole("link", { name: "Cleo Lane" }).click();
  await expect(adminPage.getByRole("heading", { level: 1, name: "Cleo Lane" })).toBeVisible();

  await acts(adminPage, ["Disable", "Disable account"], "paid with a stolen card");
  await expect(adminPage.getByText("Disabled by staff")).toBeVisible();
  await expect(adminPage.getByText("Not logged in on any device.")).toBeVisible();
  await expect.poll(() => socket?.isClosed()).toBe(true);
  await page.goto("/account");
  await expect(page).toHaveURL(/\/login/);
  await logsIn(page, { email, password: PASSWORD });
  await expect(page.getByRole("alert").filter({ hasText: /./ })).toHaveText(/email address or password is incorrect/);

  await acts(adminPage, ["Enable", "Enable account"], "the bank has cleared it");
  await expect(adminPage.getByText("Disabled by staff")).toBeHidden();
  for (let round = 0; round < 5; round += 1) {
    await page.goto("/login");
    await logsIn(page, { email, password: "not the password" });
    await expect(page.getByRole("alert").filter({ hasText: /./ })).toBeVisible();
  }
  await adminPage.reload();
  await expect(adminPage.getByText(/^Locked after/)).toBeVisible();
  await acts(adminPage, ["Unlock", "Unlock"], "called from the number we know");
  await page.goto("/login");
  await logsIn(page, { email, password: PASSWORD });
  await expect(page.getByRole("heading", { name: "Hello Cleo" })).toBeVisible();

  await adminPage.goto(`/admin/audit?target=${encodeURIComponent(email)}`);
  const entries = adminPage.getByRole("table").getByRole("row");
  await expect(entries).toHaveCount(4);
  await expect(entries.nth(1)).toContainText("Account unlocked");
  await expect(entries.nth(3)).toContainText("paid with a stolen card");
  await entries.nth(3).getByRole("button", { name: "Account disabled" }).click();
  await expect(adminPage.getByRole("list", { name: "Changes" })).toHaveText("statusactivedisabled");
  const download = adminPage.waitForEvent("download");
  await adminPage.getByRole("link", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toBe("audit.csv");
});

test("an invited colleague sets a password by mail, and gets the pages of their role only", async ({
  page,
  adminPage,
  browserErrors,
}) => {
  browserErrors.allow(/404/);
  const email = newEmail("dora");
  await adminPage.goto("/admin/staff");
  await expect(adminPage.getByRole("heading", { level: 1, name: "Staff" })).toBeVisible();
  await adminPage.getByRole("button", { name: "Invite" }).click();
  const dialog = adminPage.getByRole("dialog");
  await dialog.getByLabel(/^E-?mail/).fill(email);
  await dialog.getByLabel("Role").selectOption("Support");
  await dialog.getByLabel("Reason").fill("joins the team");
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(adminPage.getByRole("row").filter({ hasText: email })).toContainText("Invited");
  // The next invitation starts empty. Escape returns the focus to the button.
  await adminPage.getByRole("button", { name: "Invite" }).click();
  await expect(dialog.getByLabel(/^E-?mail/)).toHaveValue("");
  await expect(dialog.getByLabel("Reason")).toHaveValue("");
  await adminPage.keyboard.press("Escape");
  await expect(adminPage.getByRole("button", { name: "Invite" })).toBeFocused();

  const invitation = page
    .getByRole("list", { name: "Emails" })
    .getByRole("button")
    .filter({ hasText: "You have a staff account" })
    .filter({ hasText: email });
  await expect
    .poll(async () => {
      await page.goto("/mailbox");
      await page.getByRole("list", { name: "Emails" }).waitFor();
      return invitation.count();
    })
    .toBeGreaterThan(0);
  await invitation.first().click();
  await page
    .getByRole("article")
    .getByRole("link", { name: /\/reset#token=/ })
    .click();
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("Your password has been changed")).toBeVisible();
  await page.goto("/admin/customers");
  await logsIn(page, { email, password: PASSWORD });
  await expect(page.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();
  const places = page.getByRole("navigation", { name: "Back office" });
  await expect(places.getByRole("link", { name: "Customers" })).toBeVisible();
  await expect(places.getByRole("link", { name: "Staff" })).toHaveCount(0);
  // As the page of roles says.
  await adminPage.getByRole("link", { name: "What each role can do" }).click();
  const roles = adminPage.getByRole("table", { name: "Permissions by role" });
  await expect(roles.getByRole("row", { name: /^See staff/ })).toHaveText("See staffNoYesYes");
  await adminPage.getByRole("link", { name: "Staff" }).first().click();
  for (const path of ["/admin/staff", "/admin/audit"]) expect((await page.goto(path))?.status()).toBe(404);

  await adminPage.getByRole("link", { name: email }).click();
  await expect(adminPage.getByRole("heading", { level: 1, name: email })).toBeVisible();
  await expect(adminPage.getByText("Invited")).toBeHidden();
  await acts(adminPage, ["Log out everywhere", "Log out"], "lost a laptop");
  await page.goto("/admin/customers");
  await expect(page).toHaveURL(/\/login/);
});
