import type { OrderNumber } from "@cartwright/contracts/ids";
import type { Actor } from "@cartwright/core/kernel/actor";
import { newId } from "@cartwright/core/kernel/ids";
import { createMember, createOrder, newGuest } from "@cartwright/core/testing/fixtures";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCaller } from "../../root.ts";
import { testApiDeps, testContext } from "../../testing/test-context.ts";

let database: TestDatabase;
let staff: Actor;
beforeAll(async () => {
  database = await createTestDatabase();
  staff = await createMember(database.db, { role: "manager" });
});
afterAll(() => database.close());

const desk = () => createCaller(testContext(testApiDeps(database.db), { actor: staff })).admin.orders;
const newOrder = async (status: "confirmed" | "cancelled" = "confirmed") =>
  (await createOrder(database.db, newGuest(), { status, totalMinor: 3_000, quantity: 3 })).number;
const parcelOf = (number: OrderNumber) => ({ number, fulfillmentId: newId() });
const parcels = async (number: string) =>
  (await desk().get({ number })).fulfillments.map(({ state, lines }) => ({
    state,
    units: lines.reduce((sum, { quantity }) => sum + quantity, 0),
  }));
const audited = async (action: string, number: string) =>
  (
    await database.db
      .selectFrom("audit.entries")
      .select("id")
      .where("action", "=", action)
      .where("subject_id", "=", number)
      .execute()
  ).length;

describe("packing many orders", () => {
  it("packs what is open of each once, audited, however often it is sent", async () => {
    const orders = [parcelOf(await newOrder()), parcelOf(await newOrder())];
    const done = { items: orders.map(({ number }) => ({ number, refusal: null })) };
    expect(await Promise.all([desk().packMany({ orders }), desk().packMany({ orders })])).toEqual([done, done]);
    for (const { number } of orders) {
      expect(await parcels(number)).toEqual([{ state: "packed", units: 3 }]);
      expect(await audited("orders.fulfill", number)).toBe(1);
    }
  });

  it("leaves what cannot be packed, says why, and packs the rest", async () => {
    const [cancelled, packed, good] = [await newOrder("cancelled"), await newOrder(), await newOrder()];
    await desk().fulfill({ number: packed });
    const numbers = [cancelled, packed, "CW-2222-2222" as OrderNumber, good];
    const { items } = await desk().packMany({ orders: numbers.map(parcelOf) });
    expect(items.map(({ number, refusal }) => [number, refusal === null])).toEqual([
      [cancelled, false],
      [packed, false],
      ["CW-2222-2222", false],
      [good, true],
    ]);
    expect(await parcels(cancelled)).toEqual([]);
    expect(await parcels(packed)).toHaveLength(1);
    expect(await parcels(good)).toEqual([{ state: "packed", units: 3 }]);
  });

  it("is taken back parcel by parcel, but not once a parcel has left", async () => {
    const orders = [parcelOf(await newOrder()), parcelOf(await newOrder())] as const;
    await desk().packMany({ orders: [...orders] });
    await desk().ship({ fulfillmentId: orders[1].fulfillmentId });
    const { items } = await desk().unpackMany({ orders: [...orders], reason: "wrong orders" });
    expect(items.map(({ refusal }) => refusal === null)).toEqual([true, false]);
    expect(await parcels(orders[0].number)).toEqual([]);
    expect(await parcels(orders[1].number)).toEqual([{ state: "shipped", units: 3 }]);
  });

  it("does not unpack another order's parcel", async () => {
    const parcel = parcelOf(await newOrder());
    await desk().packMany({ orders: [parcel] });
    const { items } = await desk().unpackMany({
      orders: [{ number: await newOrder(), fulfillmentId: parcel.fulfillmentId }],
      reason: "a mistake",
    });
    expect(items[0]?.refusal).toEqual(expect.any(String));
    expect(await parcels(parcel.number)).toHaveLength(1);
  });

  it("refuses an order twice in one request", async () => {
    const number = await newOrder();
    await expect(desk().packMany({ orders: [parcelOf(number), parcelOf(number)] })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    expect(await parcels(number)).toEqual([]);
  });
});

it("a fault after the first order ends the list, and the rest can be sent again", async () => {
  const orders = [parcelOf(await newOrder()), parcelOf(await newOrder())] as const;
  await sql`
    create function orders.break_second() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$;`.execute(
    database.db,
  );
  await sql
    .raw(
      `create trigger break_second before insert on orders.fulfillments for each row
       when (new.id = '${orders[1].fulfillmentId}') execute function orders.break_second()`,
    )
    .execute(database.db);
  const first = await desk().packMany({ orders: [...orders] });
  expect(first.items).toEqual([{ number: orders[0].number, refusal: null }]);
  await expect(desk().packMany({ orders: [orders[1]] })).rejects.toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
  await sql`drop function orders.break_second() cascade`.execute(database.db);
  const rest = await desk().packMany({ orders: [orders[1]] });
  expect(rest.items).toEqual([{ number: orders[1].number, refusal: null }]);
});

describe("tags of many orders", () => {
  it("says by order what was new to it and what it lost, so that exactly that can be taken back", async () => {
    const [plain, urgent] = [await newOrder(), await newOrder()];
    await desk().changeTags({ number: urgent, add: ["urgent", "gift"] });
    const { items } = await desk().tagMany({
      orders: [plain, urgent].map((number) => ({ number, add: ["urgent", "phoned"], remove: ["gift"] })),
    });
    expect(items).toEqual([
      { number: plain, refusal: null, added: ["phoned", "urgent"], removed: [] },
      { number: urgent, refusal: null, added: ["phoned"], removed: ["gift"] },
    ]);
    await desk().tagMany({
      orders: items.map(({ number, added, removed }) => ({ number, add: removed, remove: added })),
    });
    expect((await desk().notes({ number: plain })).tags).toEqual([]);
    expect((await desk().notes({ number: urgent })).tags).toEqual(["gift", "urgent"]);
  });

  it("refuses the order that would have too many, and changes the others", async () => {
    const [full, free] = [await newOrder(), await newOrder()];
    await desk().changeTags({ number: full, add: Array.from({ length: 20 }, (_, index) => `tag ${index}`) });
    const { items } = await desk().tagMany({ orders: [full, free].map((number) => ({ number, add: ["urgent"] })) });
    expect(items.map(({ refusal, added }) => [refusal === null, added])).toEqual([
      [false, []],
      [true, ["urgent"]],
    ]);
    expect(await audited("orders.change_tags", full)).toBe(1);
    expect((await desk().notes({ number: full })).tags).not.toContain("urgent");
  });
});
