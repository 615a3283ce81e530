import type { Address } from "@cartwright/contracts/checkout";
import { ADDRESS, type CreatedProduct, createDeliveryRules, createProduct } from "@cartwright/core/testing/fixtures";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BROKEN_TEXTS, HOSTILE_TEXTS } from "../testing/corpus.ts";
import { logInAs, PASSWORD } from "../testing/log-in-as.ts";
import { readTableState } from "../testing/table-state.ts";
import { createTestBrowser, type TestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

/** Text that looks like code is stored and returned exactly as it was typed. Text that cannot be stored is refused. */
let edge: TestEdge;
let member: TestBrowser;
let product: CreatedProduct;

beforeAll(async () => {
  edge = await startTestEdge();
  await createDeliveryRules(edge.database.db);
  product = await createProduct(edge.database.db, { variants: [{ onHand: 1_000 }] });
  member = (await logInAs(edge, "shopper")).browser;
});
afterAll(async () => edge.close());

const FIELDS = ["name", "line1", "line2", "city", "region"] as const;
/** The same text in every free-text field. A postal code is shorter than some of the texts. */
const addressOf = (text: string): Address => ({
  ...ADDRESS,
  ...Object.fromEntries(FIELDS.map((field) => [field, text])),
});

async function place(email: string, shippingAddress: unknown) {
  const visitor = createTestBrowser(edge.url);
  await visitor.mutate("cart.setLine", { variantId: product.variants[0].id, quantity: 1 });
  const quote = await visitor.mutate("checkout.quote", { shippingAddress: ADDRESS, shippingMethodId: "standard" });
  const { totalMinor } = quote.data as { totalMinor: number }; // contracts/checkout
  const before = await readTableState(edge.database.db);
  const placed = await visitor.mutate("checkout.place", {
    idempotencyKey: crypto.randomUUID(),
    email,
    shippingAddress,
    shippingMethodId: "standard",
    payment: { provider: "sandbox", token: "tok_approve" },
    expectedTotalMinor: totalMinor,
  });
  return { visitor, placed, before };
}

test.each(HOSTILE_TEXTS.map((text) => [text.trim()]))("%s", async (text) => {
  const names = { firstName: text, lastName: text, marketingConsent: false };
  expect((await member.mutate("account.updateProfile", names)).data).toMatchObject(names);
  expect((await member.query("account.me")).data).toMatchObject(names);

  const address = addressOf(text);
  const saved = await member.mutate("account.addresses.save", { address });
  expect(saved.data).toContainEqual(expect.objectContaining({ address }));
  for (const { id } of saved.data as { id: string }[]) await member.mutate("account.addresses.remove", { id }); // contracts/accounts

  const { visitor, placed } = await place("kim@example.com", address);
  expect(placed.status).toBe(200);
  const { number } = placed.data as { number: string }; // contracts/checkout
  expect((await visitor.query("orders.get", { number })).data).toMatchObject({ shippingAddress: address });

  expect((await createTestBrowser(edge.url).query("catalog.list", { query: text })).status).toBe(200);
});

test.each(BROKEN_TEXTS.map((text) => [JSON.stringify(text), text]))(
  "%s is refused wherever it is sent, and nothing changes",
  async (_what, text) => {
    const before = await readTableState(edge.database.db);
    const names = { firstName: "Ada", lastName: text, marketingConsent: false };
    const guest = createTestBrowser(edge.url);
    const responses = [
      await member.mutate("account.updateProfile", names),
      await member.mutate("account.addresses.save", { address: addressOf(text) }),
      await guest.mutate("account.register", { email: "a@example.com", password: PASSWORD, ...names }),
      await guest.mutate("account.register", { email: `a${text}@example.com`, password: PASSWORD, ...names }),
    ];
    for (const { status, reason } of responses) expect([status, reason]).toEqual([400, "invalid_input"]);
    expect(await readTableState(edge.database.db)).toEqual(before);
    const order = await place("kim@example.com", addressOf(text));
    expect(order.placed).toMatchObject({ status: 400, reason: "invalid_input" });
    expect(await readTableState(edge.database.db)).toEqual(order.before);
  },
);
