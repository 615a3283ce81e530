import { createPool } from "@cartwright/db/client";
import { removeDataDir } from "@cartwright/db/testing/remove-data-dir";
import { makeTempFolder } from "@cartwright/db/testing/temp-folder";
import { startStack } from "@cartwright/dev/run-stack";
import type { Page } from "@playwright/test";
import { findOverflow } from "./axe.ts";
import { createDraft } from "./create-draft.ts";
import { readPagePaths } from "./page-paths.ts";
import { ShopApi } from "./shop-api.ts";
import { expect, test } from "./test.ts";

const WIDTHS = [320, 1440] as const;

/**
 * Text that may be without accents: the shop's name, names of keys, dates and durations (by Intl), and names of countries
 * (by Intl). Everything else without accents must be data: values of the database.
 */
const EXEMPT = /^(?:Cartwright|https?:\S+|\d[\d\s,.:]*(?:[A-Z][a-z]{2,8}\.?)?[\d\s,.:]*|[€$£]?[\d.,]+)$/;
const HAS_ACCENT = /[\u00C0-\u024F\u1E00-\u1EFF]/;
const IN_EXEMPT = "time, option, textarea, address, code, pre, kbd, script, style, noscript, [aria-hidden='true']";

/** Texts that people see or hear, without those in {@link IN_EXEMPT}. */
async function readTexts(page: Page): Promise<string[]> {
  return page.evaluate((exempt) => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (!node.parentElement?.closest(exempt)) texts.push(node.textContent ?? "");
    for (const element of document.body.querySelectorAll("[aria-label], [title], [placeholder], [alt]"))
      if (!element.closest(exempt))
        for (const name of ["aria-label", "title", "placeholder", "alt"]) texts.push(element.getAttribute(name) ?? "");
    return [document.title, ...texts].map((text) => text.trim()).filter((text) => /[A-Za-z]{2}/.test(text));
  }, IN_EXEMPT);
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();

/**
 * The string values in the database, and full names. What a page shows of them is data; HTML is split at its tags. Emails are
 * left out, because they repeat our own copy; so is the mailbox, which shows them.
 */
async function readData(connectionString: string): Promise<ReadonlySet<string>> {
  const pool = createPool({ connectionString, applicationName: "e2e", poolMax: 1 });
  try {
    const { rows: tables } = await pool.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') and tablename <> 'mails'`,
    );
    const values = tables.map(
      ({ name }) =>
        `select jsonb_path_query(to_jsonb(t), 'strict $.** ? (@.type() == "string")') #>> '{}' from ${name} t`,
    );
    const names = "select first_name || ' ' || last_name from accounts.users";
    const { rows } = await pool.query<{ text: string }>(
      `select text from (${[...values, names].join(" union ")}) all_of(text)`,
    );
    return new Set(rows.flatMap(({ text }) => [text].concat(text.split(/<[^>]*>/))).map(plain));
  } finally {
    await pool.end();
  }
}

/** Whether all of a text is data: one value, or several with separators, such as a title and a variant. */
function isData(text: string, data: ReadonlySet<string>): boolean {
  if (data.has(plain(text))) return true;
  const parts = text
    .split(/, | – | · | \/ |: |\n/)
    .map((part) => plain(part))
    .filter((part) => part !== "");
  return parts.length > 1 && parts.every((part) => data.has(part) || part === "cartwright" || /^[\d ]+$/.test(part));
}

test("every page takes its text from the message files, and longer text breaks no page", async ({ browser }) => {
  // It starts a shop of its own and reads every page.
  test.slow();
  const folder = await makeTempFolder("e2e-pseudo", removeDataDir);
  const stack = await startStack({
    dataDir: folder.path,
    port: 0,
    seed: "small",
    env: { ...process.env, PSEUDO_MESSAGES: "1", RATE_LIMIT_GENERAL: "100000/15m", RATE_LIMIT_AUTH: "1000/15m" },
  });
  try {
    const context = await browser.newContext({ baseURL: stack.webUrl });
    const page = await context.newPage();
    const api = new ShopApi(context.request);
    const admin = stack.accounts.find(({ email }) => email.startsWith("admin@"));
    if (!admin) throw new Error("the stack has no admin");
    const { items } = await api.query<{ items: { slug: string; id: string }[] }>("catalog.list", { inStock: true });
    const product = items[0] ?? { slug: "", id: "" };
    const categories = await api.query<{ slug: string }[]>("catalog.categories");
    const guestPages = [`/products/${product.slug}`, `/c/${categories[0]?.slug}`, "/search?q=qqxxzzvvk", "/login"];
    const findings: string[] = [];
    const texts: { path: string; text: string }[] = [];
    const visit = async (path: string) => {
      await page.goto(path, { waitUntil: "networkidle" });
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        findings.push(...(await findOverflow(page)).map((finding) => `${path} at ${width} px: ${finding}`));
      }
      texts.push(...(await readTexts(page)).map((text) => ({ path, text })));
    };
    for (const path of guestPages) await visit(path);
    await api.logIn(admin);
    const orders = await api.query<{ items: { number: string }[] }>("admin.orders.list", {});
    const customers = await api.query<{ items: { id: string }[] }>("admin.customers.list", {});
    const staff = await api.query<{ items: { id: string }[] }>("admin.staff.list", {});
    const ids = { orders: orders.items[0]?.number, customers: customers.items[0]?.id, staff: staff.items[0]?.id };
    const collections = await api.query<{ items: { id: string }[] }>("admin.collections.list", {});
    const tree = await api.query<{ items: { id: string }[] }>("admin.categories.list");
    const draftId = await createDraft(api);
    const giftCard = await api.mutate<{ id: string }>("admin.giftCards.issue", {
      idempotencyKey: crypto.randomUUID(),
      amountMinor: 2_500,
      reason: "to be looked at",
    });
    const paths = await readPagePaths((value, file) => {
      if (value === "[slug]") return product.slug;
      if (value === "[collection]") return "slow-mornings";
      if (value === "[category]") return categories[0]?.slug ?? "";
      if (file.includes("/drafts/")) return draftId;
      if (file.includes("admin/gift-cards/")) return giftCard.id;
      if (file.includes("admin/categories/")) return tree.items[0]?.id ?? "";
      if (file.includes("admin/collections/")) return collections.items[0]?.id ?? "";
      const area = /admin\/(orders|customers|staff)\//.exec(file)?.[1];
      return area === "orders" || area === "customers" || area === "staff"
        ? (ids[area] ?? "")
        : /orders\//.test(file)
          ? (ids.orders ?? "")
          : product.id;
    });
    for (const path of [...paths, "/admin/orders/drafts/new"].filter(
      (each) => !guestPages.includes(each) && each !== "/mailbox",
    ))
      await visit(path);
    // Nothing that a page shows is deleted or changed in this shop meanwhile.
    // Names of specifications are those of the merchant's own columns: keys in the database, not values.
    const { specifications } = await api.query<{ specifications: { name: string }[] }>("catalog.product", {
      slug: product.slug,
    });
    const data = new Set([...(await readData(stack.databaseUrl)), ...specifications.map(({ name }) => plain(name))]);
    // A period is two dates with a dash.
    const isExempt = (text: string) => text.split(" – ").every((part) => EXEMPT.test(part));
    const isLeft = (text: string) => !HAS_ACCENT.test(text) && !isExempt(text) && !isData(text, data);
    findings.push(
      ...texts.filter(({ text }) => isLeft(text)).map(({ path, text }) => `${path}: "${text.slice(0, 80)}"`),
    );
    expect([...new Set(findings)]).toEqual([]);
    await context.close();
  } finally {
    await stack.stop();
    await folder.remove();
  }
});
