import { findViolations } from "./axe.ts";
import { expect, test } from "./test.ts";

test("a shopper finds a product by a word that staff made a synonym of its own, until it is removed", async ({
  shopper,
  adminPage,
  browserErrors,
}) => {
  const { title } = await shopper.findsProduct();
  const word =
    title
      .toLowerCase()
      .split(" ")
      .toSorted((a, b) => b.length - a.length)[0] ?? "";
  await shopper.opens("/search?q=chalice");
  await expect(shopper.page.getByRole("heading", { name: /No results for/ })).toBeVisible();

  await adminPage.goto("/admin");
  await adminPage.getByRole("link", { name: "Settings" }).click();
  await expect(adminPage.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await adminPage.getByRole("button", { name: "Add synonyms" }).click();
  const dialog = adminPage.getByRole("dialog");
  await dialog.getByLabel("Terms").fill("chalice");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByLabel("Terms")).toHaveAccessibleDescription(/Enter 2 terms or more/);
  expect(await findViolations(adminPage)).toEqual([]);
  await dialog.getByLabel("Terms").fill(`chalice, ${word}`);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(adminPage.getByText("Synonyms saved.")).toBeVisible();
  await expect(adminPage.getByRole("listitem").filter({ hasText: `chalice, ${word}` })).toBeVisible();

  await shopper.opens("/search?q=chalice");
  await expect(shopper.page.getByRole("link", { name: title, exact: true })).toBeVisible();

  // Of two people who change one group, the second is told, and shown what it is now.
  const other = await adminPage.context().newPage();
  await other.goto("/admin/settings");
  await other.getByRole("button", { name: `Edit chalice, ${word}` }).click();
  await adminPage.getByRole("button", { name: `Edit chalice, ${word}` }).click();
  await dialog.getByLabel("Terms").fill(`chalice, goblet, ${word}`);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(adminPage.getByRole("listitem").filter({ hasText: `chalice, goblet, ${word}` })).toBeVisible();
  // The console reports the refusal.
  browserErrors.allow(/admin\.search\.saveSynonyms|409/);
  await other.getByRole("dialog").getByLabel("Terms").fill(`chalice, ${word}, beaker`);
  await other.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  const refusal = other.getByRole("alert").filter({ hasText: "Someone else has changed this group." });
  await expect(refusal).toContainText(`It is now: chalice, goblet, ${word}.`);
  await expect(other.getByRole("dialog").getByLabel("Terms")).toHaveValue(`chalice, ${word}, beaker`);

  await adminPage.getByLabel("Filter by term").fill("gobl");
  await expect(adminPage.getByRole("list", { name: "Groups of synonyms" }).getByRole("listitem")).toHaveCount(1);
  await adminPage.getByRole("button", { name: `Remove chalice, goblet, ${word}` }).click();
  await dialog.getByRole("button", { name: "Remove" }).click();
  await expect(adminPage.getByText("Synonyms removed.")).toBeVisible();
  await shopper.opens("/search?q=chalice");
  await expect(shopper.page.getByRole("heading", { name: /No results for/ })).toBeVisible();
});

test("the times of orders follow the shop's time zone", async ({ shopper, adminPage }) => {
  const { number } = await shopper.hasOrdered();
  const time = adminPage.getByRole("row").filter({ hasText: number }).locator("time").first();
  const placed = async () => {
    await adminPage.goto(`/admin/orders?q=${number}`);
    await expect(time).toBeVisible();
    return { shown: (await time.getAttribute("title")) ?? "", at: await time.getAttribute("datetime") };
  };
  const sets = async (zone: string) => {
    await adminPage.goto("/admin/settings");
    const saved = adminPage.waitForResponse(/admin\.settings\.setTime/);
    await adminPage.getByRole("combobox", { name: "Time zone" }).selectOption(zone);
    await adminPage.getByRole("button", { name: "Save time zone" }).click();
    expect((await saved).status()).toBe(200);
  };
  const before = await placed();
  expect(before.shown).toMatch(/GMT\+[12]$/);
  await sets("Asia/Tokyo");
  const away = await placed();
  await sets("Europe/Berlin");

  expect(away.shown).toMatch(/GMT\+9$/);
  expect(away.shown).not.toBe(before.shown);
  expect(away.at).toBe(before.at);
  expect(await placed()).toEqual(before);
});
