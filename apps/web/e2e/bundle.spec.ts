import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Request } from "@playwright/test";
import { expect, test } from "./test.ts";

/** Words that may occur on the server only: secret settings, its libraries, tables and files (not a path of another host). */
const SERVER_WORDS =
  /AUTH_SECRET|(?<![\w.-])\/(home|root|tmp|srv)\/[a-z]|DATABASE_URL|REDIS_URL|SMTP_URL|STRIPE_(SECRET|WEBHOOK)|SANDBOX_WEBHOOK|process\.env\.[A-Z]|argon2|kysely|ioredis|bullmq|password_hash|token_hash|postgres(ql)?:\/\/|\bselect \* from\b/;

/** The secrets that the shop runs with, each a value that occurs nowhere else (global-setup.ts). */
const secrets = Object.values(
  JSON.parse(process.env["CARTWRIGHT_E2E_SECRETS"] ?? "{}") as Record<string, string>, // set there
).filter((secret) => secret !== "");

const built = fileURLToPath(new URL("../.next/static/", import.meta.url));

test("no file of the browser build contains a secret or server code", async () => {
  const files = (await readdir(built, { recursive: true })).filter((file) => /\.(js|css|json|map|txt)$/.test(file));
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => file.endsWith(".map"))).toEqual([]);
  const found = [];
  for (const file of files) {
    const text = await readFile(`${built}/${file}`, "utf8");
    const word = SERVER_WORDS.exec(text);
    if (word) found.push(`${file}: ${text.slice(Math.max(0, word.index - 60), word.index + 60)}`);
    if (secrets.some((secret) => text.includes(secret))) found.push(`${file} has a secret`);
  }
  expect(found).toEqual([]);
});

test("no page and no response contains a secret of the shop", async ({ page, shopper, browserErrors }) => {
  browserErrors.allow(/404/);
  expect(secrets.length).toBeGreaterThan(0);
  const bodies: Promise<string>[] = [];
  const bodyOf = async (request: Request) => {
    const response = await request.response();
    const type = response?.headers()["content-type"] ?? "";
    return response && /html|json|component|javascript/.test(type) ? response.text() : "";
  };
  // Finished requests only: a request that a new page cancels has no body to wait for.
  page.on("requestfinished", (request) => bodies.push(bodyOf(request).catch(() => "")));
  const { product } = await shopper.buysSomething();
  const paths = [
    "/",
    `/products/${product.slug}`,
    "/search?q=a",
    "/cart",
    "/login",
    "/register",
    "/mailbox",
    "/no-such-page",
  ];
  for (const path of paths) {
    await shopper.opens(path);
    await page.waitForLoadState("networkidle");
  }
  const texts = (await Promise.all(bodies)).filter((text) => text !== "");
  expect(texts.length).toBeGreaterThan(20);
  const leaking = texts.filter((text) => secrets.some((secret) => text.includes(secret)));
  expect(leaking.map((text) => text.slice(0, 200))).toEqual([]);
});

/** Compressed kilobytes (of 1,000 bytes) of scripts and styles that a first visit may load: a tenth more than what it loads now. */
const WEIGHTS_KB = { home: 196, category: 204, product: 203, cart: 204, checkout: 229 } as const;

/** The weight of a page for a browser that has nothing in its cache. */
async function weigh(browser: Browser, path: string, state: BrowserContextOptions["storageState"]): Promise<number> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    ...(state && { storageState: state }),
  });
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on("requestfinished", (request) => {
    if (["script", "stylesheet"].includes(request.resourceType()))
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  await page.goto(path, { waitUntil: "networkidle" });
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await context.close();
  return Math.round(bytes / 1_000);
}

test("a first visit on a phone stays within the budget for scripts and styles", async ({ browser, shopper }) => {
  const { slug } = await shopper.hasSomethingInCart();
  const paths = {
    home: "/",
    category: "/c/kitchen",
    product: `/products/${slug}`,
    cart: "/cart",
    checkout: "/checkout",
  };
  const state = await shopper.page.context().storageState();
  const weights: Record<string, number> = {};
  for (const [name, path] of Object.entries(paths)) weights[name] = await weigh(browser, path, state);
  const heavy = Object.entries(WEIGHTS_KB).filter(([name, budget]) => (weights[name] ?? Infinity) > budget);
  expect(heavy.map(([name]) => `${name}: ${weights[name]} kB`)).toEqual([]);
  // What is measured is what the pages load: none is empty.
  expect(Math.min(...Object.values(weights))).toBeGreaterThan(50);
});
