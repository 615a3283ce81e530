import type { Browser, Page, WebSocket } from "@playwright/test";
import { findsOfAxe } from "./axe.ts";
import { expect, test } from "./test.ts";

const PASSWORD = "seven stones in a row";

interface Account {
  readonly email: string;
  readonly password: string;
}

function adminAccount(): Account {
  const accounts = JSON.parse(process.env["CARTWRIGHT_E2E_ACCOUNTS"] ?? "[]") as Account[]; // set by the global set-up
  const account = accounts.find(({ email }) => email === "admin@example.com");
  if (!account) throw new Error("the stack has no admin");
  return account;
}

async function registers(page: Page, email: string): Promise<void> {
  await page.goto("/register");
  await page.getByLabel("First name").fill("Cleo");
  await page.getByLabel("Last name").fill("Lane");
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("We've sent an email")).toBeVisible();
}

async function logsIn(page: Page, { email, password }: Account): Promise<void> {
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
}

async function opensDesk(browser: Browser, path: string): Promise<Page> {
  const office = await browser.newContext();
  const desk = await office.newPage();
  await desk.goto(path);
  await logsIn(desk, adminAccount());
  return desk;
}

/** Presses a button of the desk and gives the reason that it asks for. */
async function acts(desk: Page, [button, confirm]: readonly [string, string], reason: string): Promise<void> {
  await desk.getByRole("button", { name: button, exact: true }).click();
  const dialog = desk.getByRole("dialog");
  await expect(dialog.getByLabel("Reason")).toHaveValue("");
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByRole("button", { name: confirm, exact: true }).click();
  await expect(dialog).toBeHidden();
}

test("staff disable a shopper who is signed in: his socket closes, his next request is refused; the log tells of it", async ({
  page,
  shopper,
  browser,
  complaints,
}) => {
  test.slow();
  complaints.expect(/status of 401/);
  const email = `cleo-${Date.now()}@example.com`;
  await registers(page, email);
  await page.goto("/login");
  await logsIn(page, { email, password: PASSWORD });
  await expect(page.getByRole("heading", { name: "Hello Cleo" })).toBeVisible();
  const sockets: WebSocket[] = [];
  page.on("websocket", (socket) => sockets.push(socket));
  const [product] = await shopper.findsProducts();
  await page.goto(`/products/${product?.slug}`);
  await expect.poll(() => sockets.filter((socket) => socket.url().includes("/socket.io/")).length).toBeGreaterThan(0);
  const socket = sockets.find((candidate) => candidate.url().includes("/socket.io/"));

  const desk = await opensDesk(browser, "/admin/customers");
  await desk.getByRole("searchbox", { name: "Name or email address" }).fill(`lane ${email}`);
  const row = desk.getByRole("row").filter({ hasText: email });
  await expect(row).toBeVisible();
  await expect(desk.getByRole("row")).toHaveCount(2);
  expect(await findsOfAxe(desk)).toEqual([]);
  await row.getByRole("link", { name: "Cleo Lane" }).click();
  await expect(desk.getByRole("heading", { level: 1, name: "Cleo Lane" })).toBeVisible();
  expect(await findsOfAxe(desk)).toEqual([]);

  await acts(desk, ["Disable", "Disable account"], "a card of somebody else's");
  await expect(desk.getByText("Disabled by staff")).toBeVisible();
  await expect(desk.getByText("Not logged in on any device.")).toBeVisible();
  await expect.poll(() => socket?.isClosed()).toBe(true);
  await page.goto("/account");
  await expect(page).toHaveURL(/\/login/);
  await logsIn(page, { email, password: PASSWORD });
  await expect(page.getByRole("alert").filter({ hasText: /./ })).toHaveText(/E-mail or password is incorrect/);

  await acts(desk, ["Enable", "Enable account"], "the bank has cleared it");
  await expect(desk.getByText("Disabled by staff")).toBeHidden();
  for (let round = 0; round < 5; round += 1) {
    await page.goto("/login");
    await logsIn(page, { email, password: "not the password" });
    await expect(page.getByRole("alert").filter({ hasText: /./ })).toBeVisible();
  }
  await desk.reload();
  await expect(desk.getByText(/^Locked after/)).toBeVisible();
  await acts(desk, ["Unlock", "Unlock"], "called from the number we know");
  await page.goto("/login");
  await logsIn(page, { email, password: PASSWORD });
  await expect(page.getByRole("heading", { name: "Hello Cleo" })).toBeVisible();

  await desk.goto(`/admin/audit?target=${encodeURIComponent(email)}`);
  const entries = desk.getByRole("table").getByRole("row");
  await expect(entries).toHaveCount(4);
  await expect(entries.nth(1)).toContainText("Account unlocked");
  await expect(entries.nth(3)).toContainText("a card of somebody else's");
  await entries.nth(3).getByRole("button", { name: "Account disabled" }).click();
  await expect(desk.getByRole("list", { name: "Changes" })).toHaveText("statusactivedisabled");
  expect(await findsOfAxe(desk)).toEqual([]);
  const download = desk.waitForEvent("download");
  await desk.getByRole("button", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toBe("audit-log.csv");
  await desk.context().close();
});

test("an admin invites a colleague, who sets a password by the mail and gets the role, and no more", async ({
  page,
  browser,
  complaints,
}) => {
  complaints.expect(/404/);
  const email = `dora-${Date.now()}@example.com`;
  const desk = await opensDesk(browser, "/admin/staff");
  await expect(desk.getByRole("heading", { level: 1, name: "Staff" })).toBeVisible();
  expect(await findsOfAxe(desk)).toEqual([]);
  await desk.getByRole("button", { name: "Invite" }).click();
  const dialog = desk.getByRole("dialog");
  await dialog.getByLabel("Email address").fill(email);
  await dialog.getByLabel("Role").selectOption("Support");
  await dialog.getByLabel("Reason").fill("joins the team");
  expect(await findsOfAxe(desk)).toEqual([]);
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(desk.getByRole("row").filter({ hasText: email })).toContainText("Invited");
  // What was typed for one colleague is not sent for the next. Escape leads back to the button.
  await desk.getByRole("button", { name: "Invite" }).click();
  await expect(dialog.getByLabel("Email address")).toHaveValue("");
  await expect(dialog.getByLabel("Reason")).toHaveValue("");
  await desk.keyboard.press("Escape");
  await expect(desk.getByRole("button", { name: "Invite" })).toBeFocused();

  await expect(async () => {
    await page.goto("/mailbox");
    const mails = page.getByRole("list", { name: "Emails" }).getByRole("button");
    await mails
      .filter({ hasText: "You have a staff account" })
      .filter({ hasText: email })
      .first()
      .click({ timeout: 1_000 });
  }).toPass();
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
  for (const path of ["/admin/staff", "/admin/audit"]) expect((await page.goto(path))?.status()).toBe(404);

  await desk.getByRole("link", { name: email }).click();
  await expect(desk.getByRole("heading", { level: 1, name: email })).toBeVisible();
  await expect(desk.getByText("Invited")).toBeHidden();
  expect(await findsOfAxe(desk)).toEqual([]);
  await acts(desk, ["Log out everywhere", "Log out"], "lost a laptop");
  await page.goto("/admin/customers");
  await expect(page).toHaveURL(/\/login/);
  await desk.context().close();
});
