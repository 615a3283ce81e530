import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { Shopper } from "./shopper.ts";
import { test as base, expect } from "./test.ts";

/**
 * A shopper has a hostile site open. Both names resolve to this machine (playwright.config.ts), and the browser treats them as
 * two sites.
 */
interface Fixtures {
  /** The origin of the shop. */
  shop: string;
  /** The hostile site: every path of it is a page with this body. */
  elsewhere: { url: string; says: (body: string) => void };
}

const test = base.extend<Fixtures>({
  shop: async ({ baseURL }, use) => use(baseURL ?? ""),
  elsewhere: async ({ browserName: _browserName }, use) => {
    let body = "";
    const server = createServer((_request, response) => {
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.end(`<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Elsewhere</title>${body}`);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo; // a listening TCP server has one
    await use({ url: `http://elsewhere.test:${port}`, says: (html) => (body = html) });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
  // The browser reports what the hostile site tries on that site's own page. Ours must report nothing.
  browserErrors: async ({ browserErrors }, use) => {
    browserErrors.allow(/on http:\/\/elsewhere\.test|on chrome-error:|on about:blank|status of 4(03|15)/);
    await use(browserErrors);
  },
});

const linesInCart = async ({ api }: Shopper): Promise<number> =>
  (await api.query<{ lines: unknown[] }>("cart.get")).lines.length;

/** The cookies that requests to the shop carried meanwhile. */
async function cookiesSentWhile(page: Page, shop: string, act: () => Promise<void>): Promise<string[]> {
  const sent: Promise<string>[] = [];
  const note = (request: { url(): string; allHeaders(): Promise<Record<string, string>> }) => {
    if (request.url().startsWith(shop)) sent.push(request.allHeaders().then((headers) => headers["cookie"] ?? ""));
  };
  page.context().on("request", note);
  await act();
  page.context().off("request", note);
  return Promise.all(sent);
}

test("a hostile site can read nothing of the shop, and its requests carry no cookie", async ({
  shopper,
  context,
  elsewhere,
  shop,
}) => {
  await shopper.hasSomethingInCart();
  const page = await context.newPage();
  await page.goto(elsewhere.url);
  const cookies = await cookiesSentWhile(page, shop, async () => {
    const read = await page.evaluate(async (origin) => {
      const tries = ["/api/trpc/cart.get", "/api/csrf", "/api/auth/session", "/cart", "/"].flatMap((path) =>
        (["cors", "no-cors"] as const).map(async (mode) => {
          const response = await fetch(origin + path, { credentials: "include", mode });
          return `${mode} ${path}: ${response.type} ${await response.text()}`;
        }),
      );
      const images = ["/api/trpc/cart.get", "/icon.svg"].map(
        (path) =>
          new Promise<string>((resolve, reject) => {
            const image = new Image();
            image.addEventListener("load", () => resolve(`image ${path}`));
            image.addEventListener("error", reject);
            image.src = origin + path;
          }),
      );
      const settled = await Promise.allSettled([...tries, ...images]);
      return settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    }, shop);
    expect(read).toEqual([]);
  });
  expect(cookies.length).toBeGreaterThan(5);
  expect(cookies.filter((cookie) => cookie !== "")).toEqual([]);
});

test("a hostile site can change nothing by form, script or beacon", async ({ shopper, context, elsewhere, shop }) => {
  await shopper.hasSomethingInCart();
  expect(await linesInCart(shopper)).toBe(1);
  const page = await context.newPage();
  for (const [path, type] of [
    ["/api/trpc/cart.clear", "text/plain"],
    ["/api/trpc/cart.clear?batch=1", "application/x-www-form-urlencoded"],
    ["/api/auth/signout", "application/x-www-form-urlencoded"],
    ["/api/auth/callback/credentials", "multipart/form-data"],
  ]) {
    elsewhere.says(
      `<form method="post" enctype="${type}" action="${shop}${path}"><input name="{}" value="x"><button>Win</button></form>`,
    );
    await page.goto(elsewhere.url);
    const refusal = page.waitForResponse((response) => response.url().startsWith(shop));
    await page.getByRole("button", { name: "Win" }).click();
    expect([403, 415]).toContain((await refusal).status());
  }
  await page.goto(elsewhere.url);
  await page.evaluate(async (origin) => {
    const init = { method: "POST", credentials: "include", body: "{}" } as const;
    const url = `${origin}/api/trpc/cart.clear`;
    navigator.sendBeacon(url, "{}");
    await Promise.allSettled([
      fetch(url, { ...init, mode: "no-cors" }),
      fetch(url, init),
      fetch(url, { ...init, headers: { "content-type": "application/json", "x-csrf-token": "guessed" } }),
    ]);
  }, shop);
  expect(await linesInCart(shopper)).toBe(1);
});

test("a hostile site can frame no page of the shop, and gets no handle to its window", async ({
  page,
  context,
  elsewhere,
  shop,
}) => {
  const paths = ["/", "/login", "/checkout", "/account", "/api/csrf", "/no-such-page"];
  elsewhere.says(paths.map((path) => `<iframe title="${path}" src="${shop}${path}"></iframe>`).join(""));
  await page.goto(elsewhere.url);
  await page.waitForLoadState("networkidle");
  const framed = page.frames().filter((frame) => frame !== page.mainFrame());
  expect(framed.length).toBe(paths.length);
  for (const frame of framed) expect(await frame.evaluate(() => window.origin)).toBe("null");
  for (const frame of framed) expect(frame.url()).toMatch(/^chrome-error:/);

  const [opened] = await Promise.all([
    context.waitForEvent("page"),
    page.evaluate((url) => void window.open(url), `${shop}/cart`),
  ]);
  await opened.waitForLoadState();
  expect(await opened.evaluate(() => window.opener === null)).toBe(true);
});

test("a hostile site cannot open the socket, which our own pages can", async ({ shopper, context, elsewhere }) => {
  const { realtimeUrl } = await shopper.api.query<{ realtimeUrl: string }>("shop.config");
  const url = `${realtimeUrl.replace(/^http/, "ws")}/socket.io/?EIO=4&transport=websocket`;
  const open = (page: Page) =>
    page.evaluate(
      (address) =>
        new Promise<string>((resolve) => {
          const socket = new WebSocket(address);
          socket.addEventListener("open", () => resolve("open"));
          socket.addEventListener("error", () => resolve("refused"));
        }),
      url,
    );
  await shopper.opens("/");
  expect(await open(shopper.page)).toBe("open");
  const page = await context.newPage();
  await page.goto(elsewhere.url);
  expect(await open(page)).toBe("refused");
});

test("a link on another site leads to working pages, although its request carries no cookie", async ({
  shopper,
  context,
  elsewhere,
  shop,
}) => {
  const { number } = await shopper.hasOrdered();
  await shopper.hasSomethingInCart();
  elsewhere.says(`<a href="${shop}/orders/${number}">Your order</a> <a href="${shop}/cart">Your cart</a>
    <a href="${shop}/checkout">Go on</a>`);
  const webmail = new Shopper(await context.newPage());

  await webmail.page.goto(elsewhere.url);
  const cookies = await cookiesSentWhile(webmail.page, `${shop}/orders/`, async () => {
    await webmail.page.getByRole("link", { name: "Your order" }).click();
    await webmail.seesHeading("Your order is confirmed");
  });
  expect(cookies[0]).toBe("");

  await webmail.page.goto(elsewhere.url);
  await webmail.page.getByRole("link", { name: "Your cart" }).click();
  await expect(webmail.cartCount).toHaveAccessibleName("Cart 1 item");
  await expect(webmail.page.getByRole("button", { name: "Increase quantity" })).toBeVisible();

  await webmail.page.goto(elsewhere.url);
  await webmail.page.getByRole("link", { name: "Go on" }).click();
  await expect(webmail.placeOrder).toBeVisible();
});
