import type { OrderId, UserId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor } from "../kernel/actor.ts";
import { newId } from "../kernel/ids.ts";
import { createMember, createProduct, newGuest, testDeps } from "../testing/fixtures.ts";
import { getCheckoutDraft, saveCheckoutDraft, sweepCheckoutDrafts } from "./checkout-draft.ts";
import { clearCart } from "./clear-cart.ts";
import { mergeGuestCart } from "./merge-carts.ts";
import { restoreCart } from "./restore-cart.ts";
import { setLine } from "./set-line.ts";
import { takeCartForOrder } from "./take-cart.ts";

let database: TestDatabase;
let deps: ReturnType<typeof testDeps>;

beforeAll(async () => {
  database = await createTestDatabase({ poolMax: 5 });
  deps = testDeps(database.db);
});
afterAll(() => database.close());

const DRAFT = { email: "kim@exa", shippingAddress: { name: "Kim", country: "DE" }, shippingMethodId: "standard" };

async function fillCart(actor: Actor): Promise<void> {
  const { variants } = await createProduct(database.db);
  await setLine(deps, actor, { variantId: variants[0].id, quantity: 1 });
}

async function guestWithDraft(draft = DRAFT) {
  const guest = newGuest();
  await fillCart(guest);
  await saveCheckoutDraft(deps, guest, draft);
  return guest;
}

const stored = async () => (await database.db.selectFrom("cart.checkout_drafts").select("cart_id").execute()).length;

it("keeps what was entered, as typed, for its owner only, and replaces it as a whole", async () => {
  const guest = await guestWithDraft();
  const other = await guestWithDraft({ ...DRAFT, email: "ada@example.com" });
  expect(await getCheckoutDraft(deps, guest)).toEqual(DRAFT);
  expect(await getCheckoutDraft(deps, other)).toMatchObject({ email: "ada@example.com" });
  expect(await getCheckoutDraft(deps, newGuest())).toBeNull();
  expect(await getCheckoutDraft(deps, { kind: "guest", guestHash: null })).toBeNull();
  await saveCheckoutDraft(deps, guest, { email: "kim@example.com" });
  expect(await getCheckoutDraft(deps, guest)).toEqual({ email: "kim@example.com" });
});

it("keeps nothing for someone without a cart", async () => {
  const before = await stored();
  const stranger = newGuest();
  await saveCheckoutDraft(deps, stranger, DRAFT);
  expect([await getCheckoutDraft(deps, stranger), await stored()]).toEqual([null, before]);
});

it("is deleted with the order, and restored with the cart when the checkout fails", async () => {
  const guest = await guestWithDraft();
  const before = await stored();
  const orderId = newId<OrderId>();
  await inTransaction(database.db, (tx) => takeCartForOrder(tx, { actor: guest, orderId }));
  expect([await getCheckoutDraft(deps, guest), await stored()]).toEqual([null, before - 1]);
  const entered = new Map([[orderId, { ...DRAFT, email: "kim@example.com" }]]);
  await inTransaction(database.db, (tx) => restoreCart(tx, entered));
  await inTransaction(database.db, (tx) => restoreCart(tx, entered));
  expect(await getCheckoutDraft(deps, guest)).toEqual(entered.get(orderId));
  const { rows } = await sql<{ attempts: number }>`
    select count(*)::int as attempts from cart.carts as cart where cart.guest_hash = ${guest.guestHash}
      and coalesce(cart.checkout_id, cart.id) = (select id from cart.carts where order_id = ${orderId})`.execute(
    database.db,
  );
  expect(rows[0]?.attempts).toBe(2);
});

it("does not replace what the shopper has entered since", async () => {
  const guest = await guestWithDraft();
  const orderId = newId<OrderId>();
  await inTransaction(database.db, (tx) => takeCartForOrder(tx, { actor: guest, orderId }));
  await fillCart(guest);
  await saveCheckoutDraft(deps, guest, { email: "newer@example.com" });
  await inTransaction(database.db, (tx) => restoreCart(tx, new Map([[orderId, DRAFT]])));
  expect(await getCheckoutDraft(deps, guest)).toEqual({ email: "newer@example.com" });
});

it("goes to the member with the guest's cart, unless the member has one", async () => {
  const logIn = (guestHash: Buffer, userId: UserId) =>
    mergeGuestCart(deps, { guestHash, userId, email: DRAFT.email.toUpperCase() });
  const [fresh, shopping, busy] = [
    await createMember(database.db),
    await createMember(database.db),
    await createMember(database.db),
  ];
  await fillCart(shopping);
  await fillCart(busy);
  await saveCheckoutDraft(deps, busy, { email: "busy@example.com" });
  for (const member of [fresh, shopping, busy]) {
    const guest = await guestWithDraft();
    await logIn(guest.guestHash, member.userId);
    expect(await getCheckoutDraft(deps, guest)).toBeNull();
  }
  expect(await getCheckoutDraft(deps, fresh)).toEqual(DRAFT);
  expect(await getCheckoutDraft(deps, shopping)).toEqual(DRAFT);
  expect(await getCheckoutDraft(deps, busy)).toEqual({ email: "busy@example.com" });
});

it("does not go to a member whose address it does not name", async () => {
  for (const draft of [DRAFT, { ...DRAFT, email: "" }]) {
    const [member, guest] = [await createMember(database.db), await guestWithDraft(draft)];
    await mergeGuestCart(deps, { guestHash: guest.guestHash, userId: member.userId, email: "someone@example.com" });
    expect(await getCheckoutDraft(deps, member)).toBeNull();
  }
});

it("does not go to a member whose address differs in dots or a tag: it may be another person's", async () => {
  const [member, guest] = [
    await createMember(database.db),
    await guestWithDraft({ ...DRAFT, email: "k.im+x@example.com" }),
  ];
  await mergeGuestCart(deps, { guestHash: guest.guestHash, userId: member.userId, email: "kim@example.com" });
  expect(await getCheckoutDraft(deps, member)).toBeNull();
});

it("is deleted with the contents of the cart, and 48 hours after the last change", async () => {
  const cleared = await guestWithDraft();
  await clearCart(deps, cleared);
  expect(await getCheckoutDraft(deps, cleared)).toBeNull();
  const [old, recent] = [await guestWithDraft(), await guestWithDraft()];
  const age = (guestHash: Buffer, hours: number) =>
    sql`update cart.checkout_drafts set updated_at = now() - ${hours} * interval '1 hour'
      where cart_id = (select id from cart.carts where guest_hash = ${guestHash} and state = 'open')`.execute(
      database.db,
    );
  await age(old.guestHash, 48.1);
  await age(recent.guestHash, 47.9);
  expect(await getCheckoutDraft(deps, old)).toBeNull();
  const before = await stored();
  expect(await sweepCheckoutDrafts(deps, 10)).toBe(1);
  expect(await stored()).toBe(before - 1);
  expect(await getCheckoutDraft(deps, recent)).toEqual(DRAFT);
});
