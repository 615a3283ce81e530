import type { Actor } from "@cartwright/core/kernel/actor";
import { createMember, createOrder, newGuest } from "@cartwright/core/testing/fixtures";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, expect, it } from "vitest";
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
  createOrder(database.db, newGuest(), { status, totalMinor: 3_000, quantity: 3 });
const shipped = async (number: string) =>
  (await desk().get({ number })).fulfillments.map(({ state, trackingNumber }) => `${state} ${trackingNumber}`);
const mailed = async (orderId: string) =>
  (await database.db.selectFrom("notifications.mails").select("template").where("order_id", "=", orderId).execute())
    .length;

it("packs and ships each order of a list once, with its mail and audit entry, however often it is sent", async () => {
  const [fresh, half] = [await newOrder(), await newOrder()];
  await desk().fulfill({ number: half.number, lines: [{ lineId: "1", quantity: 2 }] });
  const shipments = [
    { number: fresh.number, carrier: "dhl", trackingNumber: "JD1" },
    { number: half.number, carrier: "DHL", trackingNumber: "JD2" },
  ];
  const wanted = [
    { number: fresh.number, effect: "pack_and_ship" },
    { number: half.number, effect: "ship" },
  ];
  expect((await desk().checkShipments({ shipments })).items).toEqual(wanted);
  expect(await shipped(fresh.number)).toEqual([]);
  const both = await Promise.all([desk().shipList({ shipments }), desk().shipList({ shipments })]);
  const effects = both.map(({ items }) => items.map(({ effect }) => effect));
  for (const index of [0, 1]) expect(effects.map((each) => each[index])).toContain("already_shipped");
  expect((await desk().shipList({ shipments })).items.map(({ effect }) => effect)).toEqual([
    "already_shipped",
    "already_shipped",
  ]);
  expect([await shipped(fresh.number), await shipped(half.number)]).toEqual([["shipped JD1"], ["shipped JD2"]]);
  expect([await mailed(fresh.id), await mailed(half.id)]).toEqual([1, 1]);
  const audited = await database.db
    .selectFrom("audit.entries")
    .select("subject_id")
    .where("action", "=", "orders.ship")
    .where("subject_id", "in", [fresh.number, half.number])
    .execute();
  expect(audited).toHaveLength(2);
});

it("leaves what cannot be shipped, says why, and ships the rest", async () => {
  const [good, gone] = [await newOrder(), await newOrder("cancelled")];
  const shipments = [{ number: gone.number }, { number: good.number, trackingNumber: "JD3" }];
  expect((await desk().shipList({ shipments })).items.map(({ effect }) => effect)).toEqual([
    "not_confirmed",
    "pack_and_ship",
  ]);
  expect(await shipped(gone.number)).toEqual([]);
});

it("ships nothing when one of the orders does not exist, and a check names it", async () => {
  const good = await newOrder();
  const shipments = [{ number: good.number }, { number: "CW-2222-2222" }];
  expect((await desk().checkShipments({ shipments })).items.map(({ effect }) => effect)).toEqual([
    "pack_and_ship",
    "no_order",
  ]);
  await expect(desk().shipList({ shipments })).rejects.toMatchObject({ message: expect.any(String) });
  expect(await shipped(good.number)).toEqual([]);
});

it("refuses an order twice in one request", async () => {
  const { number } = await newOrder();
  await expect(desk().shipList({ shipments: [{ number }, { number }] })).rejects.toMatchObject({ code: "BAD_REQUEST" });
});
