import type { Page } from "@playwright/test";
import { Shopper } from "./shopper.ts";
import { expect, test } from "./test.ts";

const PASSWORD = "seven stones in a row";
/** A name that is a script, if it is not taken for the text that it is. */
const NAME = `<img src=x onerror=alert(1)>"'{{7*7}}`;

async function registers(page: Page, email: string): Promise<void> {
  await page.goto("/register");
  await page.getByLabel("First name").fill(NAME);
  await page.getByLabel("Last name").fill("</script><script>alert(2)</script>");
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("We've sent an email")).toBeVisible();
}

async function logsIn(page: Page, email: string): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Log in" }).click();
  await expect(page.getByRole("heading", { name: `Hello ${NAME}` })).toBeVisible();
}

test("a device that is logged out from another one is out at its next step, and its live line is cut", async ({
  page,
  browser,
  shopper,
}) => {
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const email = `device-${Date.now()}@example.com`;
  await registers(page, email);
  await logsIn(page, email);

  const context = await browser.newContext();
  const lost = new Shopper(await context.newPage());
  await logsIn(lost.page, email);
  const [product] = await shopper.findsProducts();
  const socket = lost.page.waitForEvent("websocket", (line) => line.url().includes("/socket.io/"));
  await lost.opens(`/products/${product?.slug ?? ""}`);
  const line = await socket;
  const cut = line.waitForEvent("close");

  await page.goto("/account/security");
  await page.getByRole("button", { name: /^Log out (?!everywhere|all|other)/ }).click();
  await cut;
  await lost.opens("/account");
  await expect(lost.page).toHaveURL(/\/login\?next=/);
  await page.reload();
  await expect(page.getByText("This device")).toBeVisible();
  expect(dialogs).toEqual([]);
  await context.close();
});

test("an order of somebody else is a page that is not there, logged in or not", async ({
  shopper,
  browser,
  complaints,
}) => {
  const { number } = await shopper.buysSomething();
  const context = await browser.newContext();
  const stranger = new Shopper(await context.newPage());
  await stranger.opens(`/orders/${number}`);
  await stranger.seesHeading("We can't show this order");
  const email = `stranger-${Date.now()}@example.com`;
  await registers(stranger.page, email);
  await logsIn(stranger.page, email);
  complaints.expect(/status of 404/);
  await stranger.opens(`/orders/${number}`);
  await stranger.seesHeading("There is nothing here");
  expect(await stranger.page.content()).not.toContain("Lindenstr. 4");
  await context.close();
});
