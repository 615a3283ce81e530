import { newEmail, PASSWORD } from "./accounts.ts";
import { findSmallTargets, findViolations } from "./axe.ts";
import { ShopApi } from "./shop-api.ts";
import { createStaffAccount } from "./staff-account.ts";
import { expect, test } from "./test.ts";

test("an order is found by name from the keyboard, and a view of the list is saved, shared, and seen by a colleague", async ({
  page,
  shopper,
  adminPage,
}) => {
  const surname = `Marlow${Date.now()}`;
  const { number } = await shopper.hasOrdered("tok_approve", 1, `Ada ${surname}`);

  await adminPage.goto("/admin/orders");
  const opener = adminPage.getByRole("button", { name: "Search", exact: true });
  await expect(opener).toBeEnabled();
  await opener.focus();
  await adminPage.keyboard.press("ControlOrMeta+k");
  const palette = adminPage.getByRole("dialog", { name: /^Search orders/ });
  const field = palette.getByRole("combobox");
  await expect(field).toBeFocused();
  await expect(palette.getByRole("option", { name: "Create product" })).toBeVisible();
  await adminPage.keyboard.press("Escape");
  await expect(palette).toBeHidden();
  await expect(opener).toBeFocused();

  await adminPage.keyboard.press("ControlOrMeta+k");
  await field.fill(`ada ${surname.toLowerCase()}`);
  const found = palette.getByRole("group", { name: "Orders" }).getByRole("option");
  await expect(found).toHaveText(new RegExp(`^${number}`));
  await expect(found).toHaveAttribute("aria-selected", "true");
  await expect(field).toHaveAttribute("aria-activedescendant", (await found.getAttribute("id")) ?? "");
  expect(await findViolations(adminPage)).toEqual([]);
  await adminPage.keyboard.press("Enter");
  await expect(adminPage.getByRole("heading", { level: 1, name: number })).toBeVisible();
  await adminPage.keyboard.press("ControlOrMeta+k");
  await expect(palette.getByRole("group", { name: "Recent" }).getByRole("option")).toHaveText(new RegExp(number));
  await adminPage.keyboard.type("tax rate");
  await expect(palette.getByRole("option", { name: "Add tax rate" })).toHaveAttribute("aria-selected", "true");
  await adminPage.keyboard.press("Enter");
  await expect(adminPage).toHaveURL(/\/admin\/settings\/taxes$/);

  await adminPage.goto(`/admin/orders?q=${surname}&payment=paid`);
  await expect(opener).toBeEnabled();
  await adminPage.keyboard.press("?");
  const keys = adminPage.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(keys).toContainText("Next row");
  expect(await findViolations(adminPage)).toEqual([]);
  await adminPage.keyboard.press("Escape");

  // The list is filtered: that is a view, for oneself first.
  const name = `Paid by ${surname}`;
  await adminPage.getByRole("button", { name: "Save view" }).click();
  await adminPage.getByLabel("Name", { exact: true }).fill(name);
  await adminPage.getByRole("dialog").getByRole("button", { name: "Save view" }).click();
  const views = adminPage.getByRole("navigation", { name: "Saved views" });
  const view = views.getByRole("link", { name });
  await expect(view).toHaveAttribute("aria-current", "true");
  await adminPage.reload();
  await expect(view).toHaveAttribute("aria-current", "true");
  await views.getByRole("link", { name: "All" }).click();
  await expect(adminPage).toHaveURL(/\/admin\/orders$/);
  await view.click();
  await expect(adminPage).toHaveURL(new RegExp(`q=${surname}&payment=paid$`));
  await expect(adminPage.getByRole("row").filter({ hasText: number })).toBeVisible();

  await adminPage.getByRole("button", { name: "Columns" }).click();
  await adminPage.getByRole("dialog").getByRole("checkbox", { name: "Payment" }).uncheck();
  await adminPage.keyboard.press("Escape");
  await expect(adminPage.getByRole("columnheader", { name: "Payment" })).toHaveCount(0);
  await adminPage.getByRole("button", { name: "Edit view" }).click();
  await adminPage.getByLabel("Share with all staff").check();
  await adminPage.getByRole("dialog").getByRole("button", { name: "Save view" }).click();
  await expect(view).toHaveAccessibleName(new RegExp(`^${name}\\s*Shared by you$`));
  expect(await findViolations(adminPage)).toEqual([]);
  expect(await findSmallTargets(adminPage)).toEqual([]);

  const colleague = { email: newEmail("desk"), password: PASSWORD };
  await createStaffAccount({ ...colleague, role: "support" });
  await page.context().clearCookies();
  await new ShopApi(page.request).logIn(colleague);
  await page.goto("/admin/orders");
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("row").filter({ hasText: number })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Payment" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Edit view" })).toHaveCount(0);

  await adminPage.reload();
  await expect(adminPage.getByRole("columnheader", { name: "Payment" })).toHaveCount(0);
  await adminPage.getByRole("button", { name: "Columns" }).click();
  await adminPage.getByRole("button", { name: "Show all" }).click();
  await adminPage.keyboard.press("Escape");
  await adminPage.getByRole("button", { name: "Edit view" }).click();
  await adminPage.getByRole("button", { name: "Delete view" }).click();
  await adminPage.getByRole("dialog").getByRole("button", { name: "Delete view" }).click();
  await expect(view).toHaveCount(0);
});
