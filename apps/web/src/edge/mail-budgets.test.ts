import { randomUUID } from "node:crypto";
import type { OrderId } from "@cartwright/contracts/ids";
import { queueOrderConfirmedMails } from "@cartwright/core/notifications/order-mails";
import { ADDRESS, createDeliveryRules, createMember, createProduct } from "@cartwright/core/testing/fixtures";
import { inTransaction } from "@cartwright/db/transaction";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

let edge: TestEdge;
let lamp: string;
let freeFile: string;
beforeAll(async () => {
  // The defaults of the shop, and a proxy that reports where callers are.
  edge = await startTestEdge({ env: { RATE_LIMIT_GENERAL: "100/15m", TRUSTED_PROXIES: "127.0.0.1" } });
  await createDeliveryRules(edge.database.db);
  const variants = [{ onHand: 10_000 }, { onHand: 10_000, priceMinor: 0, requiresShipping: false }];
  const [first, second] = (await createProduct(edge.database.db, { variants })).variants;
  lamp = first.id;
  freeFile = second?.id ?? "";
});
afterAll(() => edge.close());

/** Places an order as a new guest at an address, `times` with one key. Returns the reason of the last refusal, or `placed`. */
async function placeFor(email: string, address: string, { times = 1, variantId = freeFile } = {}): Promise<string> {
  const browser = createTestBrowser(edge.url, { "x-forwarded-for": address });
  await browser.mutate("cart.setLine", { variantId, quantity: 1 });
  const choice = variantId === lamp ? { shippingAddress: ADDRESS, shippingMethodId: "standard" } : {};
  const { totalMinor } = (await browser.mutate("checkout.quote", choice)).data as { totalMinor: number };
  const order = {
    ...choice,
    idempotencyKey: randomUUID(),
    email,
    payment: { provider: "sandbox", token: "tok_decline" },
    expectedTotalMinor: totalMinor,
  };
  let reason: string | null = null;
  for (let time = 0; time < times; time += 1) ({ reason } = await browser.mutate("checkout.place", order));
  return reason ?? "placed";
}

/** Places free orders for a mailbox until its budget is spent, from many places. */
async function spendBudgetOf(email: string): Promise<void> {
  let last = "placed";
  for (let index = 0; index < 12; index += 1) last = await placeFor(email, `198.54.${index}.7`);
  expect(last).toBe("rate_limited");
}

const orderOf = (email: string) =>
  edge.database.db
    .selectFrom("orders.orders")
    .select(["id", "number"])
    .where("email", "=", email)
    .executeTakeFirstOrThrow();
const mailsOf = async (email: string) =>
  (
    await edge.database.db.selectFrom("notifications.mails").select("template").where("recipient", "=", email).execute()
  ).map(({ template }) => template);

test("gives a mailbox ten free orders in a quarter of an hour, however it is written and from wherever they come", async () => {
  const box = randomUUID();
  const outcomes: string[] = [];
  for (let index = 0; index < 12; index += 1)
    outcomes.push(await placeFor(`${box.slice(0, 4)}.${box.slice(4)}+${index}@Example.com`, `198.51.${index}.7`));
  expect(outcomes).toEqual([...Array.from({ length: 10 }, () => "placed"), "rate_limited", "rate_limited"]);
  expect(await placeFor(`${randomUUID()}@example.com`, "198.51.0.7")).toBe("placed");
});

test("what others do with a mailbox keeps its owner neither from ordering nor from the confirmation of what they paid", async () => {
  const email = `${randomUUID()}@example.com`;
  await spendBudgetOf(email);
  expect(await placeFor(email, "198.55.1.7", { variantId: lamp })).toBe("placed");
  const { id } = await orderOf(email);
  await inTransaction(edge.database.db, (tx) => queueOrderConfirmedMails(tx, [id as OrderId], edge.deps.api.settings));
  expect(await mailsOf(email)).toEqual(["order_confirmed"]);
});

test("mails a password reset to a mailbox whose budget is spent by mails about orders, or by a stranger who asks for resets", async () => {
  const email = `${randomUUID()}@example.com`;
  const { userId } = await createMember(edge.database.db);
  await edge.database.db
    .updateTable("accounts.users")
    .set({ email, email_verified_at: new Date() })
    .where("id", "=", userId)
    .execute();
  await spendBudgetOf(email);
  const ask = (index: number) =>
    createTestBrowser(edge.url, { "x-forwarded-for": `198.57.${index}.7` }).mutate("account.forgotPassword", { email });
  await ask(0);
  const [first] = await mailsOf(email);
  expect(first).toBe("reset");
  for (let index = 1; index < 15; index += 1) await ask(1);
  // As if the last one had been mailed more than a minute ago.
  await edge.database.db
    .updateTable("accounts.mailed_tokens")
    .set({ created_at: new Date(Date.now() - 120_000) })
    .where("user_id", "=", userId)
    .execute();
  const before = (await mailsOf(email)).length;
  await ask(1);
  expect(await mailsOf(email)).toHaveLength(before);
  await ask(2);
  expect(await mailsOf(email)).toHaveLength(before + 1);
});

test("counts the order links that it mails, one an hour, and not those that are asked for", async () => {
  const email = `${randomUUID()}@example.com`;
  expect(await placeFor(email, "198.58.1.7", { variantId: lamp })).toBe("placed");
  const { number } = await orderOf(email);
  // More than the budget; of an hour that ends meanwhile there are two.
  for (let index = 0; index < 12; index += 1)
    await createTestBrowser(edge.url, { "x-forwarded-for": `198.59.${index}.7` }).mutate("orders.renewLink", {
      number,
    });
  const links = await mailsOf(email);
  expect(links.length).toBeLessThanOrEqual(2);
  expect(links).toContain("order_link");
  expect(await placeFor(email, "198.58.2.7")).toBe("placed");
});

test("mails a new order link within the budget of the mailbox, and responds alike beyond it", async () => {
  const [quiet, flooded] = [`${randomUUID()}@example.com`, `${randomUUID()}@example.com`];
  await spendBudgetOf(flooded);
  for (const email of [quiet, flooded]) {
    expect(await placeFor(email, "198.56.1.7", { variantId: lamp })).toBe("placed");
    const { number } = await orderOf(email);
    const response = await createTestBrowser(edge.url).mutate("orders.renewLink", { number });
    expect([response.status, response.data]).toEqual([200, null]);
  }
  expect([await mailsOf(quiet), await mailsOf(flooded)]).toEqual([["order_link"], []]);
});

test("counts an order once, however often its request is repeated", async () => {
  const email = `${randomUUID()}@example.com`;
  expect(await placeFor(email, "198.53.1.7", { times: 15 })).toBe("placed");
  expect(await placeFor(email, "198.53.2.7")).toBe("placed");
});

test("gives guests of one address one budget, however often they drop their cookies", async () => {
  const address = "203.0.113.50";
  const cancel = () =>
    createTestBrowser(edge.url, { "x-forwarded-for": address }).mutate("orders.cancel", { number: "CW-2222-2222" });
  const reasons: (string | null)[] = [];
  for (let index = 0; index < 101; index += 1) reasons.push((await cancel()).reason);
  expect(reasons.slice(0, 100).every((reason) => reason === "not_found")).toBe(true);
  expect(reasons[100]).toBe("rate_limited");
});

test("responds alike to a request for a mail that the budget does not allow", async () => {
  const email = `${randomUUID()}@example.com`;
  const ask = async (index: number) =>
    createTestBrowser(edge.url, { "x-forwarded-for": `198.52.${index}.7` }).mutate("account.forgotPassword", { email });
  for (let index = 0; index < 12; index += 1) expect((await ask(index)).status).toBe(200);
});
