import type { Page } from "@playwright/test";
import { newEmail, PASSWORD } from "./accounts.ts";
import { COLOR_RULES, findOverflow, findSmallTargets, findViolations } from "./axe.ts";
import { createDraft } from "./create-draft.ts";
import { readPagePaths } from "./page-paths.ts";
import { ShopApi } from "./shop-api.ts";
import type { Shopper } from "./shopper.ts";
import { createStaffAccount, showCode } from "./staff-account.ts";
import { expect, test } from "./test.ts";

const SCHEMES = ["light", "dark"] as const;
const WIDTHS = [320, 390, 1440] as const;
/** By the reflow criterion of WCAG nothing scrolls sideways at this width. Wide tables scroll within themselves. */
const REFLOW_PX = 320;
/** The pages are crawled in parts, so that each part takes well under the limit of a journey on a slow machine, too. */
const SHOP_PARTS = 3;
const OFFICE_PARTS = 8;
const partsOf = (count: number) => Array.from({ length: count }, (_, index) => ({ part: index + 1, count }));

/**
 * What is wrong with the page as it is now, in either colour scheme and at any width. A scheme changes colours only, so the
 * second one repeats only the rules about them.
 */
async function findFaults(page: Page, name: string): Promise<string[]> {
  await page.waitForLoadState("networkidle");
  const findings: string[] = [];
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const isFirst = colorScheme === SCHEMES[0];
    // The layout at the narrowest width is that of a phone, and so are its colours.
    for (const width of isFirst ? WIDTHS : WIDTHS.filter((px) => px !== REFLOW_PX)) {
      await page.setViewportSize({ width, height: 900 });
      const found = isFirst ? await findAll(page, width) : await findViolations(page, COLOR_RULES);
      findings.push(...found.map((finding) => `${name}, ${colorScheme} at ${width} px: ${finding}`));
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  return findings;
}

async function findAll(page: Page, width: number): Promise<string[]> {
  const overflow = width === REFLOW_PX ? await findOverflow(page) : [];
  return [...(await findViolations(page)), ...(await findSmallTargets(page)), ...overflow];
}

async function expectAccessible(page: Page, name: string): Promise<void> {
  expect(await findFaults(page, name)).toEqual([]);
}

/** The number of an order's invoice, which is issued soon after the order is confirmed. */
async function waitForInvoice(api: ShopApi, procedure: string, number: string): Promise<string> {
  const read = async () =>
    (await api.query<{ documents: { number: string }[] }>(procedure, { number })).documents[0]?.number;
  await expect.poll(read).toBeDefined();
  return (await read()) ?? "";
}

/** A product, a category and an order to fill in the dynamic parts of the shop's paths. */
async function prepareShop(shopper: Shopper): Promise<Readonly<Record<string, string>>> {
  const { number, product } = await shopper.hasOrdered();
  const { category } = await shopper.api.query<{ category: { slug: string } | null }>("catalog.product", {
    slug: product.slug,
  });
  const invoice = await waitForInvoice(shopper.api, "orders.documents", number);
  return {
    "[slug]": product.slug,
    "[category]": category?.slug ?? "",
    "[collection]": "slow-mornings",
    "[number]": number,
    "[document]": invoice,
  };
}

const inPart = <T>(part: number, count: number, all: readonly T[]): T[] =>
  all.filter((_, index) => index % count === part - 1);

for (const { part, count } of partsOf(SHOP_PARTS)) {
  test(`pages of the shop pass axe, and their controls are large enough (part ${part})`, async ({ shopper }) => {
    const values = await prepareShop(shopper);
    const paths = await readPagePaths((folder) => values[folder] ?? folder);
    const shopPaths = paths.filter((path) => !/^\/(account|admin)/.test(path));
    expect(shopPaths.length).toBeGreaterThan(10);
    const findings: string[] = [];
    for (const path of inPart(part, count, [...shopPaths, "/search?q=a", "/search?q=qqxxzzvvk"])) {
      await shopper.opens(path);
      findings.push(...(await findFaults(shopper.page, path)));
    }
    expect(findings).toEqual([]);
  });
}

test("cart, checkout and order pass axe in the states that a shopper brings them to", async ({ shopper }) => {
  const { page } = shopper;
  await shopper.hasSomethingInCart();
  await shopper.opens("/cart");
  await expect(page.getByRole("link", { name: "Checkout" })).toBeVisible();
  await expectAccessible(page, "a cart with something in it");

  await shopper.putsInCart(await shopper.findsProduct());
  await expect(page.getByRole("dialog").getByRole("link", { name: "Checkout" })).toBeVisible();
  await expectAccessible(page, "the cart over a page");
  await page.keyboard.press("Escape");
  await page
    .getByRole("link", { name: /^Enlarge/ })
    .first()
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Zoom in" }).click();
  await expectAccessible(page, "an enlarged picture");

  await shopper.opens("/checkout");
  await shopper.placeOrder.click();
  await expect(page.getByLabel("Town or city", { exact: true })).toHaveAccessibleDescription(/\S/);
  await expectAccessible(page, "a checkout form with errors");

  const { number } = await shopper.hasOrdered();
  await shopper.opens(`/orders/${number}`);
  await shopper.seesHeading("Your order is confirmed");
  await expectAccessible(page, "a confirmed order");
});

test.describe("logged in as a shopper", () => {
  test.use({ loggedInAs: "shopper" });

  test("pages of the account pass axe, and their controls are large enough", async ({ shopper }) => {
    const { page } = shopper;
    const paths = (await readPagePaths((folder) => folder)).filter((path) => path.startsWith("/account"));
    expect(paths.length).toBeGreaterThan(3);
    for (const path of paths) {
      await shopper.opens(path);
      await expectAccessible(page, path);
    }

    await shopper.opens("/account/orders");
    await page.getByRole("link").filter({ hasText: "Delivered" }).first().click();
    await page.getByRole("button", { name: "Request a return" }).click();
    const dialog = page.getByRole("dialog");
    for (const quantity of await dialog.getByRole("textbox", { name: /^Quantity of/ }).all()) {
      await quantity.fill("0");
      await quantity.press("Enter");
    }
    await dialog.getByRole("button", { name: "Request return" }).click();
    await expect(dialog.getByRole("alert")).toBeVisible();
    await expectAccessible(page, "the return dialog with an error");
  });
});

test("two-step verification passes axe at every step of its set-up and at log-in", async ({ page, browserErrors }) => {
  // The console reports that the password alone is refused.
  browserErrors.allow(/status of 401/);
  const account = { email: newEmail("two-step-axe"), password: PASSWORD };
  await createStaffAccount({ ...account, role: "support" });
  await new ShopApi(page.request).logIn(account);
  await page.goto("/account/security");
  await expectAccessible(page, "security settings");

  await page.getByRole("button", { name: "Set up" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Password")).toBeVisible();
  await expectAccessible(page, "proving who you are");
  await dialog.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("img", { name: /QR code/ })).toBeVisible();
  await expectAccessible(page, "the QR code");

  const secret = (await dialog.getByText(/^([A-Z2-7]{4} ?){8}$/).textContent()) ?? "";
  await dialog.getByLabel("Code from your app").fill(showCode(secret.replaceAll(" ", "")));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("list", { name: "Your recovery codes" }).getByRole("listitem")).toHaveCount(10);
  await expectAccessible(page, "the recovery codes");

  await page.context().clearCookies();
  await page.goto("/login");
  await page.getByLabel("Email address").fill(account.email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Code from your app")).toBeFocused();
  await expectAccessible(page, "the code at log-in");
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await expect(page.getByLabel("Recovery code")).toBeVisible();
  await expectAccessible(page, "a recovery code at log-in");
});

/** The first entry of each list in the back office, for the pages of single ones. */
async function prepareOffice(page: Page): Promise<Readonly<Record<string, string>>> {
  const api = new ShopApi(page.request);
  const firstOf = async (list: string, filter: object = {}) =>
    (await api.query<{ items: { id: string; number: string }[] }>(list, { limit: 1, ...filter })).items[0];
  // One with single-use codes has every page that a promotion can have.
  const codes = await firstOf("admin.promotions.list", { method: "codes" });
  const { endpoint } = await api.mutate<{ endpoint: { id: string } }>("admin.webhooks.create", {
    url: "https://hooks.example.com/",
    events: ["order.confirmed"],
  });
  const giftCard = await api.mutate<{ id: string }>("admin.giftCards.issue", {
    idempotencyKey: crypto.randomUUID(),
    amountMinor: 2_500,
    reason: "to be looked at",
  });
  const order = (await firstOf("admin.orders.list", { orderStatus: ["confirmed"] }))?.number ?? "";
  return {
    orders: order,
    "[document]": await waitForInvoice(api, "admin.orders.documents", order),
    products: (await firstOf("admin.products.list"))?.id ?? "",
    customers: (await firstOf("admin.customers.list"))?.id ?? "",
    staff: (await firstOf("admin.staff.list"))?.id ?? "",
    categories: (await api.query<{ items: { id: string }[] }>("admin.categories.list")).items[0]?.id ?? "",
    collections: (await firstOf("admin.collections.list"))?.id ?? "",
    promotions: codes?.id ?? "",
    "gift-cards": giftCard.id,
    webhooks: endpoint.id,
    drafts: await createDraft(api),
  };
}

for (const { part, count } of partsOf(OFFICE_PARTS)) {
  test(`pages of the back office pass axe, and their controls are large enough (part ${part})`, async ({
    adminPage,
  }) => {
    const values = await prepareOffice(adminPage);
    const paths = await readPagePaths(
      (folder, file) => values[folder] || values[file.split("/[")[0]?.split("/").at(-1) ?? ""] || folder,
    );
    const officePaths = paths.filter((path) => path.startsWith("/admin"));
    expect(officePaths.length).toBeGreaterThan(9);
    const findings: string[] = [];
    for (const path of inPart(part, count, [
      ...officePaths,
      "/admin/inventory?stock=low",
      "/admin/orders/drafts/new",
    ])) {
      await adminPage.goto(path);
      await expect(adminPage.getByRole("heading", { level: 1 })).toBeVisible();
      findings.push(...(await findFaults(adminPage, path)));
    }
    expect(findings).toEqual([]);
  });
}

test("dialogs of the back office pass axe", async ({ adminPage }) => {
  await adminPage.goto("/admin/staff");
  await adminPage.getByRole("button", { name: "Invite" }).click();
  await expect(adminPage.getByRole("dialog").getByLabel(/^E-?mail/)).toBeVisible();
  await expectAccessible(adminPage, "the invitation");

  await adminPage.goto("/admin/inventory");
  await adminPage.getByRole("row").nth(1).getByRole("button").click();
  const adjust = adminPage.getByRole("button", { name: "Adjust stock" });
  await expect(adjust).toBeVisible();
  await expectAccessible(adminPage, "a variant's stock");
  await adjust.click();
  await expect(adminPage.getByLabel("Reason")).toBeVisible();
  await expectAccessible(adminPage, "the stock adjustment");

  await adminPage.goto("/admin/audit");
  await adminPage.getByRole("row").nth(1).getByRole("button").click();
  await expectAccessible(adminPage, "an entry of the audit log");
});
