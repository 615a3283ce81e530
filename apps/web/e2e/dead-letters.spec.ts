import { randomUUID } from "node:crypto";
import { findViolations } from "./axe.ts";
import { givesUp } from "./give-up.ts";
import { expect, test } from "./test.ts";

test("staff find a dead letter, see what a replay will do, and replay it with a reason", async ({
  shopper,
  adminPage,
}) => {
  const { id } = await shopper.findsProduct();
  const error = `The index was locked (${randomUUID()})`;
  await givesUp(id, error);

  await adminPage.goto("/admin");
  await adminPage.getByRole("link", { name: "Queues", exact: true }).click();
  await adminPage.getByRole("searchbox", { name: "Error, message or order number" }).fill(error);
  const row = adminPage.getByRole("row").filter({ hasText: error });
  await expect(row).toHaveCount(1);
  await row.getByRole("button", { name: "catalog.refresh-stock" }).click();
  await expect(adminPage.getByText(`"${id}"`)).toBeVisible();

  await row.getByRole("checkbox").check();
  await adminPage.getByRole("button", { name: "Replay…" }).click();
  const dialog = adminPage.getByRole("dialog", { name: "Replay 1 dead letter?" });
  await expect(dialog.getByText("1 message is sent again.")).toBeVisible();
  await dialog.getByRole("button", { name: "Replay 1" }).click();
  await expect(dialog.getByRole("textbox", { name: /^Reason/ })).toHaveAccessibleDescription(/Enter a reason/);
  await dialog.getByRole("textbox", { name: /^Reason/ }).fill("The index is free again");
  await dialog.getByRole("button", { name: "Replay 1" }).click();
  await expect(adminPage.getByText("1 dead letter replayed.")).toBeVisible();
  await expect(row).toHaveCount(0);

  await adminPage.getByText("Replayed", { exact: true }).click();
  await expect(row).toHaveCount(1);
  await row.getByRole("button", { name: "catalog.refresh-stock" }).click();
  await expect(adminPage.getByText(/The index is free again/)).toBeVisible();
});

test("staff pause a queue after reading what that does, see the alarm, and resume it", async ({ adminPage }) => {
  await adminPage.goto("/admin/queues");
  // The worker of this run reports itself.
  await expect(adminPage.getByRole("table", { name: "Workers" }).getByText("Running").first()).toBeVisible();
  const row = adminPage.getByRole("table", { name: "Queues" }).getByRole("row").filter({ hasText: "Catalogue" });
  await row.getByRole("button", { name: "Pause Catalogue…" }).click();
  const pausing = adminPage.getByRole("dialog", { name: "Pause Catalogue?" });
  await expect(pausing.getByText(/labels in lists change late/)).toBeVisible();
  await pausing.getByRole("textbox", { name: /^Reason/ }).fill("The list is rebuilt by hand");
  await pausing.getByRole("button", { name: "Pause queue" }).click();
  const alarms = adminPage.getByRole("region", { name: "Alarms" });
  await expect(alarms.getByText("Catalogue is paused: The list is rebuilt by hand")).toBeVisible();
  await expect(row.getByText("Paused")).toBeVisible();
  expect(await findViolations(adminPage)).toEqual([]);

  await adminPage.goto("/admin");
  const attention = adminPage.getByRole("region", { name: "Needs attention" });
  await attention.getByRole("link", { name: "Queue paused" }).click();
  await row.getByRole("button", { name: "Resume Catalogue…" }).click();
  const resuming = adminPage.getByRole("dialog", { name: "Resume Catalogue?" });
  await resuming.getByRole("textbox", { name: /^Reason/ }).fill("The list is done");
  await resuming.getByRole("button", { name: "Resume queue" }).click();
  await expect(alarms.getByText(/Catalogue is paused/)).toHaveCount(0);
  await expect(row.getByText(/Paused|Resuming/)).toHaveCount(0);
});
