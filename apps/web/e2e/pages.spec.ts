import { INFO_PATHS } from "@cartwright/contracts/info-pages";
import { expect, test } from "./test.ts";

test("a page that does not exist says so, with status 404", async ({ shopper, browserErrors }) => {
  browserErrors.allow(/404/);
  for (const path of ["/no-such-page", "/products/no-such-product", "/c/no-such-category", "/orders/CW-2222-2222"]) {
    const response = await shopper.page.goto(path);
    expect([404, 200], path).toContain(response?.status());
    await expect(
      shopper.page.getByRole("heading", { level: 1, name: /Page not found|can't show this order/ }),
    ).toBeVisible();
  }
  expect((await shopper.page.goto("/products/no-such-product"))?.status()).toBe(404);
});

test("an icon is where browsers look for one when a page names none", async ({ request }) => {
  const response = await request.get("/favicon.ico");
  expect(response.status()).toBe(200);
  expect(response.headers()["content-type"]).toContain("icon");
});

test("no malformed or made-up URL breaks a page", async ({ request }) => {
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
    `/orders/CW-2222-2222/open?key=${text}`,
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

test("public pages have a strict policy and no cookie, and work on the first load and from the cache", async ({
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

  // An island does something that takes a script.
  await shopper.opens(path);
  await shopper.page.getByRole("button", { name: "Increase quantity" }).click();
  await expect(shopper.page.getByRole("textbox", { name: /^Quantity of/ })).toHaveValue("2");
});

test("nothing that one visitor sends gets into a public page that others are served", async ({ shopper, request }) => {
  const [product] = await shopper.findsProducts();
  const paths = ["/c/kitchen", `/products/${product?.slug ?? ""}`, ...INFO_PATHS, "/sitemap.xml", "/robots.txt"];
  const mark = "planted-by-a-visitor";
  const headers = {
    cookie: `planted=${mark}`,
    "accept-language": mark,
    "user-agent": mark,
    referer: `https://example.com/${mark}`,
    "x-forwarded-host": mark,
    "x-made-up": mark,
  };
  const tree = encodeURIComponent(JSON.stringify(["", { children: [mark, {}] }, null, null, true]));
  const found: string[] = [];
  for (const path of paths) {
    for (const [sent, asked] of [
      [{}, {}],
      [{ rsc: "1" }, { rsc: "1" }],
      [{ rsc: "1", "next-router-state-tree": tree, "next-url": `/${mark}` }, { rsc: "1" }],
    ] as const) {
      await request.get(`${path}?${mark}=${mark}&_rsc=${mark}`, { headers: { ...headers, ...sent } });
      const next = await request.get(path, { headers: asked });
      const told = `${await next.text()}${JSON.stringify(next.headers())}`;
      // The hash of a real navigation may be in it: Next has checked that it is the hash of headers that are removed here.
      const at = told.indexOf(mark);
      if (next.status() !== 200 || at >= 0)
        found.push(`${next.status()} ${path} ${told.slice(Math.max(0, at - 150), at + 80)}`);
    }
  }
  expect(found).toEqual([]);
});

test("an address in other letters does not fill the cache of the page that it resembles", async ({
  ownProduct,
  request,
}) => {
  // Nobody has seen its page, so nothing of it is kept.
  const { slug } = await ownProduct();
  const mark = "planted-by-a-visitor";
  for (const path of [`/Products/${slug}`, `/PRODUCTS/${slug}`, "/C/kitchen", "/%43/kitchen", "/Terms", "/SHOP/en"]) {
    const headers = { cookie: `planted=${mark}` };
    const response = await request.get(`${path}?${mark}=1`, { headers, maxRedirects: 0 });
    expect([308, 404], path).toContain(response.status());
    expect(response.headers()["location"] ?? "", path).not.toContain(mark);
  }
  for (const path of [`/products/${slug}`, "/c/kitchen", "/terms", "/"]) {
    const response = await request.get(path);
    expect(response.status(), path).toBe(200);
    expect(await response.text(), path).not.toContain(mark);
  }
});

test("moves between public pages without loading them anew, and without a redirect", async ({ shopper }) => {
  const { page } = shopper;
  const redirects: string[] = [];
  page.on("response", (response) => {
    if (response.status() >= 300 && response.status() !== 304) redirects.push(`${response.status()} ${response.url()}`);
  });
  await shopper.opens("/");
  await page.evaluate(() => Reflect.set(window, "isKept", true));
  await page.getByRole("navigation", { name: "Categories" }).getByRole("link", { name: "Kitchen" }).click();
  await expect(page).toHaveURL(/\/c\/kitchen$/);
  await page.getByRole("main").getByRole("link").first().click();
  await expect(page).not.toHaveURL(/\/c\/kitchen$/);
  expect(await page.evaluate((): unknown => Reflect.get(window, "isKept"))).toBe(true);
  expect(redirects).toEqual([]);
});

test("personal pages are not stored, and carry a new nonce each time", async ({ request }) => {
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

test("a chosen colour scheme applies to every kind of page from the first paint", async ({ shopper }) => {
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
