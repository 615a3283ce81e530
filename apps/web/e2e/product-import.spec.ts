import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { findOverflow, findViolations } from "./axe.ts";
import { ShopApi } from "./shop-api.ts";
import { expect, test } from "./test.ts";

const HEADER = "Handle,Title,Body (HTML),Vendor,Status,Variant SKU,Variant Inventory Qty,Variant Price";

// One after the other: the second tab of the first follows the newest import of the shop.
test.describe.configure({ mode: "default" });

/** One row that cannot be read among good ones. */
function fileWithFaults(tag: string): string {
  return [
    HEADER,
    `oak-tray-${tag},Oak tray ${tag},<p>Solid oak.</p>,Weald,active,OT-${tag},12,24.50`,
    `ash-tray-${tag},Ash tray ${tag},<p>Solid ash.</p>,Weald,active,AT-${tag},3,ten euros`,
    `elm-tray-${tag},Elm tray ${tag},<p>Solid elm.</p>,Weald,active,ET-${tag},-4,19.00`,
    "",
  ].join("\n");
}

async function choose(page: Page, name: string, content: string): Promise<void> {
  // Before its script has loaded the page would not hear of it.
  await expect(page.getByRole("button", { name: "Choose file" })).toBeEnabled();
  await page.getByLabel("Product file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
}

const panel = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

test("a product file: errors by line, only its valid rows imported, the same in another tab, and cancelled", async ({
  shopper,
  adminPage,
  browserErrors,
}) => {
  // It is asked to import a file with errors.
  browserErrors.allow(/status of 400/);
  const tag = Date.now().toString(36);
  const name = `trays-${tag}.csv`;
  await adminPage.goto("/admin/products");
  await adminPage.getByRole("link", { name: "Import", exact: true }).click();
  await expect(adminPage.getByRole("heading", { level: 1, name: "Import products" })).toBeVisible();
  const second = await adminPage.context().newPage();
  await second.goto("/admin/products/import");

  await choose(adminPage, name, fileWithFaults(tag));
  const work = panel(adminPage, name);
  await expect(work.getByText("Ready to import").first()).toBeVisible();
  const findings = work.getByRole("table", { name: "Errors and warnings by line" });
  await expect(findings.getByRole("row").filter({ hasText: "ten euros" })).toContainText(
    /3.*Error.*Variant Price.*ten euros.*isn't a price.*Write a number such as 19\.99/,
  );
  await expect(findings.getByRole("row").filter({ hasText: "-4" })).toContainText(/4.*Warning.*Read as 0/);
  expect(await findViolations(adminPage)).toEqual([]);
  expect(await findOverflow(adminPage)).toEqual([]);

  const [download] = await Promise.all([
    adminPage.waitForEvent("download"),
    work.getByRole("link", { name: "Download report (CSV)" }).click(),
  ]);
  expect(await readFile(await download.path(), "utf8")).toContain("3,Error,Variant Price,ten euros");

  // The other tab, which was open before, has followed, and so does one that is loaded again.
  await expect(panel(second, name).getByText("Ready to import").first()).toBeVisible();
  await second.reload();
  await expect(panel(second, name).getByText("Ready to import").first()).toBeVisible();

  await work.getByRole("button", { name: "Import", exact: true }).click();
  await expect(work.getByText("Choose to import only the valid rows")).toBeVisible();
  await work.getByRole("checkbox", { name: "Import only valid rows" }).check();
  await work.getByRole("button", { name: "Import", exact: true }).click();
  await expect(work.getByText("The import is complete")).toBeVisible();
  await expect(panel(second, name).getByText("The import is complete")).toBeVisible();
  await expect(
    adminPage.getByRole("region", { name: "History" }).getByRole("row").filter({ hasText: name }),
  ).toContainText("2 new, 0 changed, 1 skipped");

  const { page } = shopper;
  await page.goto(`/products/oak-tray-${tag}`);
  await expect(page.getByRole("heading", { level: 1, name: `Oak tray ${tag}` })).toBeVisible();
  expect((await page.request.get(`/products/ash-tray-${tag}`)).status()).toBe(404);

  // Another file is cancelled before it is imported, in the other tab.
  const other = `more-${tag}.csv`;
  await choose(adminPage, other, `Handle,Title,Variant Price\nfir-tray-${tag},Fir tray ${tag},9.50\n`);
  await expect(panel(adminPage, other).getByText("Ready to import").first()).toBeVisible();
  await second.goto("/admin/products/import");
  await panel(second, other).getByRole("button", { name: "Cancel import" }).click();
  for (const each of [adminPage, second])
    await expect(panel(each, other).getByText("The import was cancelled. Nothing was changed.")).toBeVisible();
  expect((await page.request.get(`/products/fir-tray-${tag}`)).status()).toBe(404);

  await adminPage.setViewportSize({ width: 390, height: 844 });
  await adminPage.reload();
  await expect(panel(adminPage, other)).toBeVisible();
  expect(await findOverflow(adminPage)).toEqual([]);
  expect(await findViolations(adminPage)).toEqual([]);
});

test("what is no product file is refused at once, with what to do; the filtered list is exported and imported again", async ({
  adminPage,
  ownProduct,
  browserErrors,
}) => {
  browserErrors.allow(/status of 422/);
  const { title } = await ownProduct();
  await adminPage.goto("/admin/products/import");
  await choose(adminPage, "people.csv", "Name,Telephone\nA,1\n");
  await expect(panel(adminPage, "Upload a file").getByRole("alert")).toContainText(
    "people.csv: The file has no column named Handle",
  );

  await adminPage.goto(`/admin/products?q=${encodeURIComponent(title)}`);
  const [download] = await Promise.all([
    adminPage.waitForEvent("download"),
    adminPage.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  const exported = await readFile(await download.path(), "utf8");
  expect(exported.trim().split("\n")).toHaveLength(2);
  expect(exported).toContain(title);

  const name = `again-${Date.now().toString(36)}.csv`;
  await adminPage.goto("/admin/products/import");
  await choose(adminPage, name, exported);
  const work = panel(adminPage, name);
  await work.getByRole("button", { name: "Import", exact: true }).click();
  await expect(work.getByText("The import is complete")).toBeVisible();
  const { items } = await new ShopApi(adminPage.request).query<{ items: { counts: object }[] }>("admin.imports.list", {
    limit: 1,
  });
  // What was exported is what the shop has: nothing changes.
  expect(items[0]?.counts).toMatchObject({ created: 0, changed: 0, skipped: 0, errors: 0 });
});
