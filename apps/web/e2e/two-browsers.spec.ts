import { newEmail, PASSWORD } from "./accounts.ts";
import { logsIn, registers } from "./log-in.ts";
import { Shopper } from "./shopper.ts";
import { expect, test } from "./test.ts";

/** A name that becomes a script wherever it is not escaped. */
const NAME = `<img src=x onerror=alert(1)>"'{{7*7}}`;

test("a device that is logged out from another one loses its socket and its session", async ({
  page,
  browser,
  shopper,
}) => {
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const account = { email: newEmail("device"), password: PASSWORD };
  await registers(page, account.email, [NAME, "</script><script>alert(2)</script>"]);
  await page.goto("/login");
  await logsIn(page, account);
  await expect(page.getByRole("heading", { name: `Hello ${NAME}` })).toBeVisible();

  const context = await browser.newContext();
  const lost = new Shopper(await context.newPage());
  await lost.api.logIn(account);
  const { slug } = await shopper.findsProduct();
  const opening = lost.page.waitForEvent("websocket", (candidate) => candidate.url().includes("/socket.io/"));
  await lost.opens(`/products/${slug}`);
  const closed = (await opening).waitForEvent("close");

  await page.goto("/account/security");
  await page.getByRole("button", { name: /^Log out (?!everywhere|all|other)/ }).click();
  await closed;
  await lost.opens("/account");
  await expect(lost.page).toHaveURL(/\/login\?next=/);
  await page.reload();
  await expect(page.getByText("This device")).toBeVisible();
  expect(dialogs).toEqual([]);
  await context.close();
});

test("another person's order is not found, logged in or not", async ({ shopper, browser, browserErrors }) => {
  const { number } = await shopper.hasOrdered();
  const context = await browser.newContext();
  const stranger = new Shopper(await context.newPage());
  await stranger.opens(`/orders/${number}`);
  await stranger.seesHeading("We can't show this order");
  await stranger.api.register(
    { email: newEmail("stranger"), password: PASSWORD },
    { firstName: "Kim", lastName: "Lane" },
  );
  browserErrors.allow(/status of 404/);
  await stranger.opens(`/orders/${number}`);
  await stranger.seesHeading("Page not found");
  expect(await stranger.page.content()).not.toContain("Lindenstr. 4");
  await context.close();
});
