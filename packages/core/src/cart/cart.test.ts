import { CART_LINES_MAX } from "@cartwright/contracts/cart";
import type { OrderId, VariantId } from "@cartwright/contracts/ids";
import { inTransaction } from "@cartwright/db/transaction";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../kernel/ids.ts";
import { createMember, createProduct, createStock, newGuest, testDeps } from "../testing/fixtures.ts";
import { addLine } from "./add-line.ts";
import { clearCart } from "./clear-cart.ts";
import { getCart } from "./get-cart.ts";
import { setLine } from "./set-line.ts";
import { takeCartForOrder } from "./take-cart.ts";

let database: TestDatabase;
let deps: ReturnType<typeof testDeps>;

beforeAll(async () => {
  database = await createTestDatabase({ poolMax: 20 });
  deps = testDeps(database.db);
});
afterAll(() => database.close());

const cartsOf = (guestHash: Buffer) =>
  database.db.selectFrom("cart.carts").selectAll().where("guest_hash", "=", guestHash).execute();
const countCarts = async () => (await database.db.selectFrom("cart.carts").select("id").execute()).length;

describe("a cart", () => {
  it("is not created by reading, removing or clearing", async () => {
    const before = await countCarts();
    const empty = { id: null, lines: [], subtotalMinor: 0, currency: "EUR", problems: [] };
    expect(await getCart(deps, { kind: "guest", guestHash: null })).toEqual(empty);
    const guest = newGuest();
    expect(await getCart(deps, guest)).toEqual(empty);
    expect(await setLine(deps, guest, { variantId: newId<VariantId>(), quantity: 0 })).toEqual(empty);
    expect(await clearCart(deps, guest)).toEqual(empty);
    expect(await countCarts()).toBe(before);
  });

  it("holds the last quantities at today's prices, in the order they were added", async () => {
    const product = await createProduct(database.db, { variants: [{ priceMinor: 1_999 }, { priceMinor: 250 }] });
    const [first, second] = product.variants;
    const guest = newGuest();
    await setLine(deps, guest, { variantId: first.id, quantity: 3 });
    await setLine(deps, guest, { variantId: second?.id ?? first.id, quantity: 2 });
    const cart = await setLine(deps, guest, { variantId: first.id, quantity: 1 });
    expect(cart.lines.map((line) => [line.variantId, line.quantity, line.totalMinor])).toEqual([
      [first.id, 1, 1_999],
      [second?.id, 2, 500],
    ]);
    expect(cart.subtotalMinor).toBe(2_499);
    expect(cart.problems).toEqual([]);
    expect(await getCart(deps, guest)).toEqual(cart);
  });

  it("belongs to its owner only: another guest and a member see nothing of it", async () => {
    const { variants } = await createProduct(database.db);
    const guest = newGuest();
    await setLine(deps, guest, { variantId: variants[0].id, quantity: 1 });
    const member = await createMember(database.db);
    await setLine(deps, member, { variantId: variants[0].id, quantity: 5 });

    expect((await getCart(deps, newGuest())).lines).toEqual([]);
    expect((await getCart(deps, guest)).lines).toMatchObject([{ quantity: 1 }]);
    expect((await getCart(deps, member)).lines).toMatchObject([{ quantity: 5 }]);
    await clearCart(deps, member);
    expect((await getCart(deps, guest)).lines).toMatchObject([{ quantity: 1 }]);
  });

  it("is one cart with every line when two tabs of a new guest add twenty items at once", async () => {
    const product = await createProduct(database.db, { variants: Array.from({ length: 20 }, () => ({})) });
    const guest = newGuest();
    await Promise.all(product.variants.map(({ id }) => setLine(deps, guest, { variantId: id, quantity: 1 })));
    expect(await cartsOf(guest.guestHash)).toHaveLength(1);
    expect((await getCart(deps, guest)).lines).toHaveLength(20);
  });

  it("returns after a write everything that was committed before it, even by another tab", async () => {
    const product = await createProduct(database.db, { variants: Array.from({ length: 8 }, () => ({})) });
    const guest = newGuest();
    const responses = await Promise.all(
      product.variants.map(({ id }) => setLine(deps, guest, { variantId: id, quantity: 1 })),
    );
    for (const [index, response] of responses.entries()) {
      expect(response.lines.map((line) => line.variantId)).toContain(product.variants[index]?.id);
    }
    expect(Math.max(...responses.map((response) => response.lines.length))).toBe(8);
  });

  it("accepts 100 lines and no more, however many arrive at once", async () => {
    const product = await createProduct(database.db, {
      variants: Array.from({ length: CART_LINES_MAX + 10 }, () => ({})),
    });
    const guest = newGuest();
    const outcomes = await Promise.allSettled(
      product.variants.map(({ id }) => setLine(deps, guest, { variantId: id, quantity: 1 })),
    );
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.map((outcome) => (outcome.reason as { reason?: string }).reason)).toEqual(
      Array.from({ length: 10 }, () => "cart_full"),
    );
    const cart = await getCart(deps, guest);
    expect(cart.lines).toHaveLength(CART_LINES_MAX);
    const held = cart.lines[0]?.variantId ?? product.variants[0].id;
    expect((await setLine(deps, guest, { variantId: held, quantity: 7 })).lines).toHaveLength(CART_LINES_MAX);
  });

  it("refuses what is not for sale: unknown, draft, discontinued, and another currency", async () => {
    const draft = await createProduct(database.db, { status: "draft" });
    const old = await createProduct(database.db, { variants: [{ status: "discontinued" }] });
    const dollars = await createProduct(database.db, { currency: "USD" });
    const guest = newGuest();
    for (const variantId of [newId<VariantId>(), ...[draft, old, dollars].map((product) => product.variants[0].id)]) {
      await expect(setLine(deps, guest, { variantId, quantity: 1 })).rejects.toMatchObject({
        reason: "variant_unavailable",
      });
    }
    expect(await cartsOf(guest.guestHash)).toEqual([]);
  });

  it("refuses a line above the largest amount, and shows a cart of many expensive lines", async () => {
    const dear = await createProduct(database.db, {
      variants: [{ priceMinor: 100_000_000_000 }, { priceMinor: 100_000_000_000 }],
    });
    const guest = newGuest();
    await expect(setLine(deps, guest, { variantId: dear.variants[0].id, quantity: 2 })).rejects.toMatchObject({
      reason: "invalid_input",
    });
    for (const { id } of dear.variants) await setLine(deps, guest, { variantId: id, quantity: 1 });
    expect((await getCart(deps, guest)).subtotalMinor).toBe(100_000_000_000);
  });
});

describe("adding", () => {
  it("adds to what the cart holds, also from two tabs at once, and stops at what a line can hold", async () => {
    const product = await createProduct(database.db, { variants: [{}, { priceMinor: 60_000_000_000 }] });
    const [variant, dear] = product.variants;
    const guest = newGuest();
    await Promise.all([1, 2, 3, 4].map((quantity) => addLine(deps, guest, { variantId: variant.id, quantity })));
    expect((await getCart(deps, guest)).lines).toMatchObject([{ variantId: variant.id, quantity: 10 }]);
    const full = await addLine(deps, guest, { variantId: variant.id, quantity: 995 });
    expect(full.lines).toMatchObject([{ quantity: 999 }]);
    if (!dear) throw new Error("two variants");
    await addLine(deps, guest, { variantId: dear.id, quantity: 1 });
    const { lines } = await addLine(deps, guest, { variantId: dear.id, quantity: 1 });
    expect(lines.find((line) => line.variantId === dear.id)?.quantity).toBe(1);
    await expect(addLine(deps, guest, { variantId: dear.id, quantity: 2 })).rejects.toMatchObject({
      reason: "invalid_input",
    });
    await expect(
      addLine(deps, { kind: "guest", guestHash: null }, { variantId: variant.id, quantity: 1 }),
    ).rejects.toMatchObject({ reason: "sign_in_required" });
  });
});

describe("changes since a cart was filled", () => {
  it("are shown as problems until the owner acts: price, shortage, sold out, discontinued", async () => {
    const product = await createProduct(database.db, {
      title: "Kettle",
      variants: [{ priceMinor: 1_000 }, { onHand: 5 }, { onHand: 3 }, {}, {}],
    });
    const [dearer, short, soldOut, gone, fine] = product.variants;
    if (!short || !soldOut || !gone || !fine) throw new Error("five variants");
    const guest = newGuest();
    for (const { id } of product.variants) await setLine(deps, guest, { variantId: id, quantity: 3 });
    expect((await getCart(deps, guest)).problems).toEqual([]);

    const setVariant = (id: VariantId, change: { price_minor?: number; status?: string }) =>
      database.db.updateTable("catalog.variants").set(change).where("id", "=", id).execute();
    await setVariant(dearer.id, { price_minor: 1_250 });
    await createStock(database.db, { productId: product.id, variantId: short.id, onHand: 2 });
    await createStock(database.db, { productId: product.id, variantId: soldOut.id, onHand: 0 });
    await setVariant(gone.id, { status: "discontinued" });

    const cart = await getCart(deps, guest);
    expect(cart.problems).toEqual([
      {
        variantId: dearer.id,
        kind: "price_changed",
        message: "Kettle now costs €12.50. It was €10.00.",
        wasMinor: 1_000,
      },
      { variantId: short.id, kind: "not_enough_stock", message: "Only 2 of Kettle left.", wasMinor: null },
      { variantId: soldOut.id, kind: "sold_out", message: "Kettle is sold out.", wasMinor: null },
      { variantId: gone.id, kind: "discontinued", message: "Kettle is no longer available.", wasMinor: null },
    ]);
    expect(cart.lines[0]).toMatchObject({ unitPriceMinor: 1_250, totalMinor: 3_750 });

    await setLine(deps, guest, { variantId: dearer.id, quantity: 3 });
    await setLine(deps, guest, { variantId: short.id, quantity: 2 });
    await setLine(deps, guest, { variantId: soldOut.id, quantity: 0 });
    expect((await setLine(deps, guest, { variantId: gone.id, quantity: 0 })).problems).toEqual([]);
  });

  it("count stock reserved by open orders as not available", async () => {
    const product = await createProduct(database.db, { variants: [{ onHand: 4 }] });
    const guest = newGuest();
    await setLine(deps, guest, { variantId: product.variants[0].id, quantity: 2 });
    await database.db
      .updateTable("inventory.stock")
      .set({ reserved: 3 })
      .where("variant_id", "=", product.variants[0].id)
      .execute();
    const cart = await getCart(deps, guest);
    expect(cart.lines[0]?.available).toBe(1);
    expect(cart.problems).toMatchObject([{ kind: "not_enough_stock" }]);
  });

  it("name an item that was removed from the catalogue without breaking the rest", async () => {
    const product = await createProduct(database.db, { variants: [{}, {}] });
    const [kept, lost] = product.variants;
    const guest = newGuest();
    for (const { id } of product.variants) await setLine(deps, guest, { variantId: id, quantity: 1 });
    await database.db
      .deleteFrom("catalog.variants")
      .where("id", "=", lost?.id ?? "")
      .execute();
    const cart = await getCart(deps, guest);
    expect(cart.lines.map((line) => line.variantId)).toEqual([kept.id]);
    expect(cart.problems).toMatchObject([{ variantId: lost?.id, kind: "discontinued" }]);
  });
});

describe("taking a cart for an order", () => {
  const take = (actor: ReturnType<typeof newGuest>, orderId = newId<OrderId>()) =>
    inTransaction(database.db, (tx) => takeCartForOrder(tx, { actor, orderId }));

  it("happens once when twenty placements arrive at once", async () => {
    const { variants } = await createProduct(database.db);
    const guest = newGuest();
    await setLine(deps, guest, { variantId: variants[0].id, quantity: 2 });
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => take(guest)));
    const taken = outcomes.filter((outcome) => outcome.status === "fulfilled");
    expect(taken.map((outcome) => outcome.value.lines)).toEqual([
      [{ variantId: variants[0].id, quantity: 2, seenPriceMinor: 1_999 }],
    ]);
    const lost = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(new Set(lost.map((outcome) => (outcome.reason as { reason?: string }).reason))).toEqual(
      new Set(["cart_empty"]),
    );
  });

  it("refuses an empty cart and leaves it open", async () => {
    const { variants } = await createProduct(database.db);
    const guest = newGuest();
    await setLine(deps, guest, { variantId: variants[0].id, quantity: 1 });
    await clearCart(deps, guest);
    await expect(take(guest)).rejects.toMatchObject({ reason: "cart_empty" });
    expect(await cartsOf(guest.guestHash)).toMatchObject([{ state: "open" }]);
  });

  it("loses nothing that is added meanwhile: it is in the order or in the next cart", async () => {
    const product = await createProduct(database.db, { variants: Array.from({ length: 10 }, () => ({})) });
    const [first, ...others] = product.variants;
    const guest = newGuest();
    await setLine(deps, guest, { variantId: first.id, quantity: 1 });
    const [taken] = await Promise.all([
      take(guest),
      ...others.map(({ id }) => setLine(deps, guest, { variantId: id, quantity: 1 })),
    ]);
    const later = await getCart(deps, guest);
    const found = [...taken.lines, ...later.lines].map((line) => line.variantId);
    expect(found.toSorted()).toEqual(product.variants.map(({ id }) => id).toSorted());
  });
});
