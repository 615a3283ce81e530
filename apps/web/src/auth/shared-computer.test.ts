import { guestSocketId, hashSecret } from "@cartwright/core/kernel/ids";
import { createOrder, createProduct, newGuest } from "@cartwright/core/testing/fixtures";
import { mailedKey } from "@cartwright/core/testing/order-links";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logInAs, PASSWORD } from "../testing/log-in-as.ts";
import { createTestBrowser, type TestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

let edge: TestEdge;
beforeAll(async () => {
  edge = await startTestEdge();
});
afterAll(() => edge.close());

const GUEST = "cartwright-guest";

/** An order that someone placed elsewhere, and the link in its mail. */
async function mailedOrder() {
  const order = await createOrder(edge.database.db, newGuest());
  return { number: order.number, key: await mailedKey(edge.database.db, order) };
}
const sees = async (browser: TestBrowser, number: string) => (await browser.query("orders.get", { number })).status;

test("lets no one at a shared computer see another person's order, whoever logs in and out between them", async () => {
  const link = await mailedOrder();
  const [b, c] = [await logInAs(edge, "shopper"), await logInAs(edge, "shopper")];
  const shared = createTestBrowser(edge.url);

  // A opens the link of their order, as a guest.
  expect((await shared.mutate("orders.openLink", link)).status).toBe(200);
  expect(await sees(shared, link.number)).toBe(200);
  const guestOfA = shared.cookies.get(GUEST);

  // B logs in.
  expect((await shared.logIn(b.email, PASSWORD)).status).toBe(200);
  expect(shared.cookies.has(GUEST)).toBe(false);
  expect(await sees(shared, link.number)).toBe(404);
  const ofB = await mailedOrder();
  expect((await shared.mutate("orders.openLink", ofB)).status).toBe(200);
  expect(await sees(shared, ofB.number)).toBe(200);
  expect(shared.cookies.has(GUEST)).toBe(false);

  // B logs out. Whoever is next is a new guest.
  expect((await shared.logOut()).status).toBe(200);
  for (const { number } of [link, ofB]) expect(await sees(shared, number)).toBe(404);
  await shared.csrf();
  expect(shared.cookies.get(GUEST)).not.toBe(guestOfA);

  // C logs in, and neither they nor a copy of A's cookie see anything.
  expect((await shared.logIn(c.email, PASSWORD)).status).toBe(200);
  for (const { number } of [link, ofB]) expect(await sees(shared, number)).toBe(404);
  const copy = createTestBrowser(edge.url);
  copy.cookies.set(GUEST, guestOfA ?? "");
  expect(await sees(copy, link.number)).toBe(404);

  // B sees their own order wherever they log in.
  const phone = createTestBrowser(edge.url);
  await phone.logIn(b.email, PASSWORD);
  expect(await sees(phone, ofB.number)).toBe(200);
});

test("gives a member no access by a guest's cookie that is sent beside their session", async () => {
  const link = await mailedOrder();
  const guest = createTestBrowser(edge.url);
  await guest.mutate("orders.openLink", link);
  const { browser } = await logInAs(edge, "shopper");
  browser.cookies.set(GUEST, guest.cookies.get(GUEST) ?? "");
  expect(await sees(browser, link.number)).toBe(404);
});

test("opens a guest's own orders by a copy of their cookie until they log in, and no longer", async () => {
  const guest = createTestBrowser(edge.url);
  await guest.csrf();
  const secret = guest.cookies.get(GUEST) ?? "";
  const { number } = await createOrder(edge.database.db, { kind: "guest", guestHash: hashSecret(secret) });
  const copy = createTestBrowser(edge.url);
  copy.cookies.set(GUEST, secret);
  expect(await sees(copy, number)).toBe(200);
  const { email } = await logInAs(edge, "shopper");
  expect((await guest.logIn(email, PASSWORD)).status).toBe(200);
  expect(await sees(copy, number)).toBe(404);
});

test("shows a linked order for as long as a link lasts, and opening a link again begins anew", async () => {
  const link = await mailedOrder();
  const guest = createTestBrowser(edge.url);
  await guest.mutate("orders.openLink", link);
  expect(await sees(guest, link.number)).toBe(200);
  const grants = edge.database.db.updateTable("orders.link_grants");
  await grants.set({ created_at: new Date(Date.now() - 61 * 86_400_000) }).execute();
  expect(await sees(guest, link.number)).toBe(404);
  await guest.mutate("orders.openLink", link);
  expect(await sees(guest, link.number)).toBe(200);
});

test("starts with a new guest when a session has ended elsewhere", async () => {
  const link = await mailedOrder();
  const guest = createTestBrowser(edge.url);
  await guest.mutate("orders.openLink", link);
  expect(await sees(guest, link.number)).toBe(200);
  const { browser, id } = await logInAs(edge, "shopper");
  browser.cookies.set(GUEST, guest.cookies.get(GUEST) ?? "");
  await edge.database.db
    .updateTable("accounts.sessions")
    .set({ revoked_at: new Date(), revoked_reason: "logout" })
    .where("user_id", "=", id)
    .execute();
  await browser.query("account.me");
  expect(browser.cookies.has(GUEST)).toBe(false);
  // Not even a copy of the cookie opens anything, and its sockets close.
  expect(await sees(guest, link.number)).toBe(404);
  const told = await edge.database.db
    .selectFrom("saga.outbox")
    .select("payload")
    .where("name", "=", "session.revoked")
    .where("key", "=", id)
    .execute();
  const sessionIds = [guestSocketId(hashSecret(guest.cookies.get(GUEST) ?? ""))];
  expect(told).toContainEqual({ payload: { userId: id, sessionIds } });
});

test("keeps the guest's cart at log-in but nothing they typed, and shows it to no one after log-out", async () => {
  const product = await createProduct(edge.database.db);
  const { email } = await logInAs(edge, "shopper");
  const shared = createTestBrowser(edge.url);
  await shared.mutate("cart.setLine", { variantId: product.variants[0].id, quantity: 3 });
  const typed = { email: "a@example.com", shippingAddress: { name: "A Guest", line1: "Their Street 1" } };
  expect((await shared.mutate("checkout.saveDraft", typed)).status).toBe(200);
  await shared.logIn(email, PASSWORD);
  expect((await shared.query("cart.get")).data).toMatchObject({ lines: [{ quantity: 3 }] });
  expect((await shared.query("checkout.draft")).data).toBeNull();
  await shared.logOut();
  expect((await shared.query("cart.get")).data).toMatchObject({ lines: [] });
});
