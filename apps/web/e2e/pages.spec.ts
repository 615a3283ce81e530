import type { Page } from "@playwright/test";
import { endMotion, findsOfAxe } from "./axe.ts";
import type { Shopper } from "./shopper.ts";
import { expect, test } from "./test.ts";

const SCHEMES = ["light", "dark"] as const;
const WIDTHS = [320, 1440] as const;

/** The shop's pages, each reached and ready to be looked at. */
const PAGES: Readonly<Record<string, (shopper: Shopper) => Promise<void>>> = {
  home: (shopper) => shopper.opens("/"),
  category: async (shopper) => {
    await shopper.opens("/");
    const href = await shopper.page.locator('main a[href^="/c/"]').first().getAttribute("href");
    await shopper.opens(href ?? "/");
  },
  product: async (shopper) => {
    const [product] = await shopper.findsProducts();
    await shopper.opens(`/products/${product?.slug ?? ""}`);
  },
  search: (shopper) => shopper.opens("/search?q=a"),
  "search without a match": (shopper) => shopper.opens("/search?q=qqxxzzvvk"),
  "empty cart": (shopper) => shopper.opens("/cart"),
  cart: async (shopper) => {
    await shopper.putsSomethingInCart();
    await shopper.opens("/cart");
  },
  checkout: async (shopper) => {
    await shopper.putsSomethingInCart();
    await shopper.goesToCheckout();
    await shopper.placeOrder.click();
    await expect(shopper.page.getByText("Enter a town or city.")).toBeVisible();
  },
  order: async (shopper) => {
    await shopper.buysSomething();
    await shopper.seesHeading("Your order is confirmed");
  },
  login: (shopper) => shopper.opens("/login"),
  register: (shopper) => shopper.opens("/register"),
};

/** Waits for what the page loads, and takes everything that moves to its end. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await endMotion(page);
}

for (const [name, open] of Object.entries(PAGES)) {
  test(`${name}: nothing for axe to find, light and dark, and nothing sticks out at 320 px`, async ({ shopper }) => {
    const { page } = shopper;
    await page.emulateMedia({ reducedMotion: "reduce" });
    await open(shopper);
    await settle(page);
    for (const colorScheme of SCHEMES) {
      for (const width of WIDTHS) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        await settle(page);
        expect(await findsOfAxe(page), `${colorScheme} at ${width} px`).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        // Less than nothing is the gutter kept for a scroll bar.
        expect(overflow, `overflow at ${width} px`).toBeLessThanOrEqual(0);
      }
    }
  });
}

test("a page that does not exist says so, with the status of it", async ({ shopper, complaints }) => {
  complaints.expect(/404/);
  for (const path of ["/no-such-page", "/products/no-such-product", "/c/no-such-category", "/orders/CW-2222-2222"]) {
    const response = await shopper.page.goto(path);
    expect([404, 200], path).toContain(response?.status());
    await expect(
      shopper.page.getByRole("heading", { level: 1, name: /Page not found|can't show this order/ }),
    ).toBeVisible();
  }
  expect((await shopper.page.goto("/products/no-such-product"))?.status()).toBe(404);
});

test("no address breaks a page: what is bent or made up finds nothing, or something else", async ({ request }) => {
  const odd = [
    "%00",
    "a'b",
    "A",
    "%F0%9F%98%80",
    "a%0Ab",
    "x".repeat(300),
    "..%2f..%2fetc",
    "%3Cscript%3E",
    "1%20or%201=1",
  ];
  const paths = odd.flatMap((text) => [
    `/products/${text}`,
    `/c/${text}`,
    `/orders/${text}`,
    `/orders/CW-2222-2222?key=${text}`,
    `/search?q=${text}&category=${text}&min=${text}&sort=${text}&stock=${text}&o.${text}=${text}`,
    `/login?next=${text}`,
    `/${text}`,
  ]);
  const broken: string[] = [];
  for (const path of paths) {
    const status = (await request.get(path, { maxRedirects: 0 })).status();
    if (status >= 500) broken.push(`${status} ${path}`);
  }
  expect(broken).toEqual([]);
});

test("public pages are strict, shared and alive: on the first load and from the cache", async ({
  shopper,
  request,
}) => {
  const [, , product] = await shopper.findsProducts();
  const path = `/products/${product?.slug ?? ""}`;
  const first = await request.get(path);
  const second = await request.get(path);
  for (const response of [first, second]) {
    const policy = response.headers()["content-security-policy"] ?? "";
    expect(policy).toContain("script-src 'self' 'sha256-");
    expect(policy).not.toMatch(/unsafe|nonce/);
    expect(response.headers()["set-cookie"]).toBeUndefined();
    expect(response.headers()["cache-control"]).toBe("public, max-age=0, must-revalidate");
  }
  expect(await second.text()).toBe(await first.text());

  // Alive: an island does something that only a script can do.
  await shopper.opens(path);
  await shopper.page.getByRole("button", { name: "Increase quantity" }).click();
  await expect(shopper.page.getByRole("textbox", { name: /^Quantity of/ })).toHaveValue("2");
});

test("personal pages carry a nonce of their own, and are nobody else's", async ({ request }) => {
  const nonces = new Set<string>();
  for (const path of ["/cart", "/checkout", "/search", "/login", "/cart"]) {
    const response = await request.get(path);
    const policy = response.headers()["content-security-policy"] ?? "";
    expect(policy, path).not.toContain("unsafe");
    expect(response.headers()["cache-control"], path).toContain("no-store");
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? path);
  }
  expect(nonces.size).toBe(5);
});

test("a chosen colour scheme holds on every kind of page, from the first paint on", async ({ shopper }) => {
  const { page } = shopper;
  await page.emulateMedia({ colorScheme: "light" });
  await shopper.opens("/");
  await page.getByRole("radio", { name: "Dark" }).check({ force: true });
  for (const path of ["/", "/cart"]) {
    await page.goto(path, { waitUntil: "commit" });
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  }
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(background).not.toBe("rgb(251, 250, 248)");
});
