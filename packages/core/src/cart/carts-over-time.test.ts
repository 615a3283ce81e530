import type { OrderId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../kernel/ids.ts";
import { createMember, createProduct, newGuest, testDeps } from "../testing/fixtures.ts";
import { clearCart } from "./clear-cart.ts";
import { getCart } from "./get-cart.ts";
import { mergeGuestCart } from "./merge-carts.ts";
import { restoreCart } from "./restore-cart.ts";
import { setLine } from "./set-line.ts";
import { takeCartForOrder } from "./take-cart.ts";

let database: TestDatabase;
let deps: ReturnType<typeof testDeps>;

beforeAll(async () => {
  database = await createTestDatabase({ poolMax: 20 });
  deps = testDeps(database.db);
});
afterAll(() => database.close());

const content = async (actor: Parameters<typeof getCart>[1]) =>
  (await getCart(deps, actor)).lines.map((line) => [line.variantId, line.quantity]);

describe("a guest who logs in", () => {
  it("keeps their cart when they had none as a member, and has an empty one as a guest", async () => {
    const { variants } = await createProduct(database.db);
    const guest = newGuest();
    const member = await createMember(database.db);
    await setLine(deps, guest, { variantId: variants[0].id, quantity: 4 });
    const guestCart = await getCart(deps, guest);
    expect(await mergeGuestCart(deps, { guestHash: guest.guestHash, userId: member.userId })).toBe(true);
    expect(await getCart(deps, member)).toEqual(guestCart);
    expect(await content(guest)).toEqual([]);
  });

  it("finds both carts merged: quantities of the same variant are summed, to 999 at most", async () => {
    const product = await createProduct(database.db, { variants: [{}, {}, {}, {}] });
    const [both, many, guests, members] = product.variants;
    if (!many || !guests || !members) throw new Error("four variants");
    const guest = newGuest();
    const member = await createMember(database.db);
    const put = (actor: Parameters<typeof setLine>[1], variantId: typeof both.id, quantity: number) =>
      setLine(deps, actor, { variantId, quantity });
    await put(member, both.id, 2);
    await put(member, many.id, 600);
    await put(member, members.id, 1);
    await put(guest, both.id, 3);
    await put(guest, many.id, 600);
    await put(guest, guests.id, 1);
    const person = { guestHash: guest.guestHash, userId: member.userId };
    expect(await mergeGuestCart(deps, person)).toBe(true);
    const merged = [
      [both.id, 5],
      [many.id, 999],
      [members.id, 1],
      [guests.id, 1],
    ];
    expect(await content(member)).toEqual(merged);
    expect(await mergeGuestCart(deps, person)).toBe(false);
    expect(await content(member)).toEqual(merged);
  });

  it("gets as many of their lines as fit into 100, earliest first, and the shared ones always", async () => {
    const product = await createProduct(database.db, { variants: Array.from({ length: 104 }, () => ({})) });
    const member = await createMember(database.db);
    const guest = newGuest();
    const ids = product.variants.map(({ id }) => id);
    for (const variantId of ids.slice(0, 98)) await setLine(deps, member, { variantId, quantity: 1 });
    for (const variantId of ids.slice(98)) await setLine(deps, guest, { variantId, quantity: 1 });
    await setLine(deps, guest, { variantId: product.variants[0].id, quantity: 1 });
    await mergeGuestCart(deps, { guestHash: guest.guestHash, userId: member.userId });
    const lines = await content(member);
    expect(lines.map(([id]) => id)).toEqual(ids.slice(0, 100));
    expect(lines[0]).toEqual([ids[0], 2]);
  });

  it("is merged once when two tabs log in at once while a third opens the member's cart", async () => {
    const product = await createProduct(database.db, { variants: [{}, {}] });
    const [guests, members] = product.variants;
    for (let round = 0; round < 10; round += 1) {
      const guest = newGuest();
      const member = await createMember(database.db);
      await setLine(deps, guest, { variantId: guests.id, quantity: 2 });
      const person = { guestHash: guest.guestHash, userId: member.userId };
      const [first, second] = await Promise.all([
        mergeGuestCart(deps, person),
        mergeGuestCart(deps, person),
        setLine(deps, member, { variantId: members?.id ?? guests.id, quantity: 1 }),
      ]);
      expect([first, second].filter(Boolean)).toHaveLength(1);
      expect(new Map((await content(member)).map(([id, quantity]) => [id, quantity]))).toEqual(
        new Map([
          [guests.id, 2],
          [members?.id, 1],
        ]),
      );
    }
  });
});

describe("a cancelled checkout", () => {
  const place = async (actor: Parameters<typeof getCart>[1]) => {
    const orderId = newId<OrderId>();
    await inTransaction(database.db, (tx) => takeCartForOrder(tx, { actor, orderId }));
    return orderId;
  };
  const restore = (orderIds: OrderId[]) =>
    inTransaction(database.db, (tx) => restoreCart(tx, new Map(orderIds.map((id) => [id, {}]))));

  it("restores the carts of guests and members, many at once, and twice without harm", async () => {
    const { variants } = await createProduct(database.db);
    const people = [newGuest(), newGuest(), await createMember(database.db)];
    const orders: OrderId[] = [];
    for (const [index, person] of people.entries()) {
      await setLine(deps, person, { variantId: variants[0].id, quantity: index + 1 });
      orders.push(await place(person));
      expect(await content(person)).toEqual([]);
    }
    await restore(orders);
    await restore(orders);
    for (const [index, person] of people.entries())
      expect(await content(person)).toEqual([[variants[0].id, index + 1]]);
    const ordered = await database.db.selectFrom("cart.carts").select("id").where("order_id", "in", orders).execute();
    expect(ordered).toHaveLength(3);
  });

  it("leaves a cart alone that the shopper has started since, and fills one that they emptied", async () => {
    const product = await createProduct(database.db, { variants: [{}, {}] });
    const [old, fresh] = product.variants;
    const guest = newGuest();
    await setLine(deps, guest, { variantId: old.id, quantity: 1 });
    const orderId = await place(guest);
    await setLine(deps, guest, { variantId: fresh?.id ?? old.id, quantity: 9 });
    await restore([orderId]);
    expect(await content(guest)).toEqual([[fresh?.id, 9]]);
    await clearCart(deps, guest);
    await restore([orderId]);
    expect(await content(guest)).toEqual([[old.id, 1]]);
  });

  it("restores the later of two orders of one shopper, and nothing of a member's to the guest they were", async () => {
    const product = await createProduct(database.db, { variants: [{}, {}] });
    const [first, second] = product.variants;
    const guest = newGuest();
    await setLine(deps, guest, { variantId: first.id, quantity: 1 });
    const member = await createMember(database.db);
    await mergeGuestCart(deps, { guestHash: guest.guestHash, userId: member.userId });
    const orders = [await place(member)];
    await setLine(deps, member, { variantId: second?.id ?? first.id, quantity: 2 });
    orders.push(await place(member));
    await restore(orders);
    expect(await content(member)).toEqual([[second?.id, 2]]);
    expect(await content(guest)).toEqual([]);
  });
});
