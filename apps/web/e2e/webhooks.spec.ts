import { startWebhookReceiver } from "@cartwright/core/testing/webhook-receiver";
import { Webhook } from "standardwebhooks";
import { findViolations } from "./axe.ts";
import { expect, test } from "./test.ts";

test("staff add a webhook endpoint, copy its secret, test it, are told of an order, replay, rotate and remove it", async ({
  adminPage: page,
  shopper,
  browserErrors,
}) => {
  // The refusal of an address.
  browserErrors.allow(/status of 400/);
  const receiver = await startWebhookReceiver();
  const typesOf = () => receiver.received.map(({ body }) => (JSON.parse(body) as { type: string }).type);
  await page.goto("/admin");
  await page.getByRole("link", { name: "Webhooks", exact: true }).click();
  await page.getByRole("button", { name: "Add endpoint" }).click();
  const form = page.getByRole("dialog", { name: "Add an endpoint" });
  await form.getByRole("button", { name: "Add endpoint" }).click();
  await expect(form.getByText("Choose at least one event.")).toBeVisible();
  await form.getByRole("checkbox", { name: "Order confirmed" }).check();
  await form.getByRole("textbox", { name: "URL" }).fill("ftp://example.com/");
  await form.getByRole("button", { name: "Add endpoint" }).click();
  await expect(form.getByRole("textbox", { name: "URL" })).toHaveAccessibleDescription(/Enter a complete web address/);
  expect(await findViolations(page)).toEqual([]);
  await form.getByRole("textbox", { name: "URL" }).fill(`${receiver.url}?journey=1`);
  await form.getByRole("textbox", { name: /^Description/ }).fill("Journey receiver");
  await form.getByRole("button", { name: "Add endpoint" }).click();

  const shown = page.getByRole("dialog", { name: "Signing secret" });
  const secret = await shown.getByRole("textbox", { name: "Secret" }).inputValue();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await shown.getByRole("button", { name: "Copy secret" }).click();
  await expect(page.getByText("Secret copied.")).toBeVisible();
  await shown.getByRole("button", { name: "Done" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Journey receiver" })).toBeVisible();
  await page.getByRole("button", { name: "Send test event" }).click();
  await expect.poll(typesOf).toEqual(["webhook.test"]);
  const number = await shopper.hasOrdered().then((order) => order.number);
  await expect.poll(() => receiver.received.filter(({ body }) => body.includes(number)).length).toBe(1);
  const told = receiver.received.find(({ body }) => body.includes(number));
  const headers = Object.fromEntries(Object.entries(told?.headers ?? {}).map(([name, value]) => [name, String(value)]));
  expect(new Webhook(secret).verify(told?.body ?? "", headers)).toMatchObject({ type: "order.confirmed", version: 1 });

  const log = page.getByRole("region", { name: "Delivery log" });
  await log.getByRole("combobox", { name: "Event" }).selectOption({ label: "Test event" });
  const row = log.getByRole("row").filter({ hasText: "Test event" });
  await expect(row.getByText("Delivered")).toBeVisible();
  await row.getByRole("button", { name: "Test event" }).click();
  await expect(log.getByText("HTTP 204 in")).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await row.getByRole("checkbox").check();
  await log.getByRole("button", { name: "Replay 1" }).click();
  await expect(page.getByText("1 delivery is sent again.")).toBeVisible();
  await expect.poll(() => typesOf().filter((type) => type === "webhook.test").length).toBe(2);

  await page.getByRole("button", { name: "Rotate secret…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Rotate secret" }).click();
  await expect(shown.getByRole("textbox", { name: "Secret" })).not.toHaveValue(secret);
  await shown.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Remove…" }).click();
  await page.getByRole("button", { name: "Remove endpoint" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Webhooks" })).toBeVisible();
  await expect(page.getByText("Journey receiver")).toHaveCount(0);
  await receiver.close();
});
