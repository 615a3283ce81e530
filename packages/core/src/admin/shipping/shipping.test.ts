import { AdminCreateMethod, AdminCreateZone, TryAddress, type ZoneId } from "@cartwright/contracts/shipping";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { setLine } from "../../cart/set-line.ts";
import { newId } from "../../kernel/ids.ts";
import { readShipping } from "../../orders/shipping/read-shipping.ts";
import { placeOrder } from "../../saga/flows/checkout/place-order.ts";
import { quoteCheckout } from "../../saga/flows/checkout/quote-checkout.ts";
import {
  ADDRESS,
  createDeliveryRules,
  createMember,
  createProduct,
  newGuest,
  testDeps,
} from "../../testing/fixtures.ts";
import type { PlainStaffAct } from "../staff-act.ts";
import { archiveMethodAsStaff, removeZoneAsStaff, saveMethodAsStaff, saveZoneAsStaff } from "./change-shipping.ts";
import { tryAddress } from "../../saga/flows/checkout/try-address.ts";

let database: TestDatabase;
let deps: ReturnType<typeof testDeps>;
let act: PlainStaffAct;

beforeAll(async () => {
  database = await createTestDatabase();
  deps = testDeps(database.db);
  act = { actor: await createMember(database.db, { role: "admin" }), address: "127.0.0.1", requestId: "test" };
});
afterAll(() => database.close());
beforeEach(async () => {
  for (const table of [
    "orders.shipping_method_zones",
    "orders.shipping_methods",
    "orders.shipping_zones",
    "orders.tax_rates",
  ] as const)
    await database.db.deleteFrom(table).execute();
  await createDeliveryRules(database.db);
});

const zoneNamed = async (name: string) => {
  const zone = (await readShipping(database.db)).zones.find((each) => each.name === name);
  if (!zone) throw new Error(`there is no zone ${name}`);
  return zone;
};
const methodOf = async (wanted: string) => {
  const method = (await readShipping(database.db)).methods.find(({ id }) => id === wanted);
  if (!method) throw new Error(`there is no method ${wanted}`);
  return method;
};
const addZone = (fields: object) => saveZoneAsStaff(deps, AdminCreateZone.parse(fields), act);
const addMethod = (fields: object) =>
  saveMethodAsStaff(deps, AdminCreateMethod.parse({ title: "Parcel", priceBy: "flat", ...fields }), act);
const flat = (priceMinor: number, freeFromMinor: number | null = null) => [
  { from: 0, upTo: null, priceMinor, freeFromMinor },
];

async function guestWith(variant: { priceMinor: number; weightGrams: number }) {
  const product = await createProduct(database.db, { variants: [variant] });
  const guest = newGuest();
  await setLine(deps, guest, { variantId: product.variants[0].id, quantity: 1 });
  return { guest, variantId: product.variants[0].id };
}
const quoted = async (guest: ReturnType<typeof newGuest>, country: string, region?: string) => {
  const shippingAddress = { country, ...(region === undefined ? {} : { region }) };
  const quote = await quoteCheckout(deps, guest, { shippingAddress, accountEmail: null });
  return quote.shippingMethods.map(({ id, priceMinor }) => [id, priceMinor]);
};
const lastAudit = () =>
  database.db
    .selectFrom("audit.entries")
    .select(["action", "before", "after"])
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();

describe("a zone", () => {
  it("with a method is offered in the next quote, and its change is audited and makes cached pages anew", async () => {
    const { guest } = await guestWith({ priceMinor: 3_000, weightGrams: 500 });
    expect(await quoted(guest, "AT")).toEqual([["world", 1_990]]);
    await addZone({ name: "Austria", places: [{ country: "AT" }] });
    expect(await lastAudit()).toEqual({
      action: "shipping.create_zone",
      before: null,
      after: { name: "Austria", rest: false, places: "AT" },
    });
    expect(await quoted(guest, "AT")).toEqual([]);
    await addMethod({ title: "Café post", zoneIds: [(await zoneNamed("Austria")).id], bands: flat(790, 3_000) });
    expect(await quoted(guest, "AT")).toEqual([["cafe-post", 0]]);
    expect(await quoted(guest, "JP")).toEqual([["world", 1_990]]);
    const { payload } = await database.db
      .selectFrom("saga.outbox")
      .select("payload")
      .where("name", "=", "catalog.changed")
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(payload).toEqual({ productIds: [], slugs: [], lists: true });
  });

  it("keeps its countries to itself: another zone gets one only after it was taken out", async () => {
    const germany = await zoneNamed("Germany");
    await expect(addZone({ name: "Central", places: [{ country: "DE" }, { country: "CH" }] })).rejects.toMatchObject({
      reason: "invalid_input",
      fields: { places: "Germany is already in the zone “Germany”. Remove it there first." },
    });
    await saveZoneAsStaff(
      deps,
      {
        zoneId: germany.id,
        version: germany.version,
        name: "Old Germany",
        rest: false,
        places: [{ country: "LU", region: "" }],
      },
      act,
    );
    await addZone({ name: "Central", places: [{ country: "DE" }, { country: "CH" }] });
    await addMethod({ zoneIds: [(await zoneNamed("Central")).id], bands: flat(333) });
    const { guest } = await guestWith({ priceMinor: 3_000, weightGrams: 500 });
    expect(await quoted(guest, "DE")).toEqual([["parcel", 333]]);
    expect(await quoted(guest, "LU")).toEqual([
      ["standard", 490],
      ["express", 1_490],
    ]);
  });

  it("may name a region, by code or name, which then no longer belongs to its country's zone", async () => {
    await addZone({ name: "South", places: [{ country: "ES", region: "malaga" }] });
    await addMethod({ zoneIds: [(await zoneNamed("South")).id], bands: flat(1_111) });
    const { guest } = await guestWith({ priceMinor: 3_000, weightGrams: 500 });
    const { places } = await zoneNamed("South");
    expect(await quoted(guest, "ES", places[0]?.region)).toEqual([["parcel", 1_111]]);
    expect(await quoted(guest, "ES", "Madrid")).toEqual([["world", 1_990]]);
    await expect(addZone({ name: "Nowhere", places: [{ country: "ES", region: "Atlantis" }] })).rejects.toMatchObject({
      fields: { places: "Choose a region from the list for Spain." },
    });
  });

  it("for everywhere else exists once, and one with methods is not deleted", async () => {
    await expect(addZone({ name: "Elsewhere", rest: true })).rejects.toMatchObject({
      fields: { rest: "The zone “Rest of the world” is already for everywhere else." },
    });
    const { id: zoneId, version } = await zoneNamed("France");
    await expect(removeZoneAsStaff(deps, { zoneId, version }, act)).rejects.toMatchObject({
      reason: "illegal_transition",
      message: "1 method is offered in this zone. Delete it or take it out of the zone first.",
    });
    const standard = await methodOf("standard");
    const zoneIds = standard.zoneIds.filter((id) => id !== zoneId);
    await saveMethodAsStaff(deps, { ...standard, methodId: standard.id, zoneIds }, act);
    const { zones } = await removeZoneAsStaff(deps, { zoneId, version }, act);
    expect(zones.map(({ name }) => name)).toEqual(["Germany", "Rest of the world"]);
    const { guest } = await guestWith({ priceMinor: 3_000, weightGrams: 500 });
    expect(await quoted(guest, "FR")).toEqual([["world", 1_990]]);
  });

  it("that someone else has changed is not overwritten", async () => {
    const { id: zoneId, version } = await zoneNamed("Germany");
    const save = (name: string) =>
      saveZoneAsStaff(deps, { zoneId, version, name, rest: false, places: [{ country: "DE", region: "" }] }, act);
    const outcomes = await Promise.allSettled([save("First"), save("Second")]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(save("Third")).rejects.toMatchObject({ reason: "stale_write" });
    expect((await readShipping(database.db)).zones.map(({ name }) => name)).not.toContain("Third");
  });
});

describe("a method", () => {
  it("charges by its bands, at their edges, and is not offered beyond the last", async () => {
    const bands = [
      { from: 0, upTo: 1_000, priceMinor: 300, freeFromMinor: null },
      { from: 1_001, upTo: 5_000, priceMinor: 600, freeFromMinor: 9_000 },
    ];
    const zoneIds = [(await zoneNamed("France")).id];
    await saveMethodAsStaff(
      deps,
      { ...(await methodOf("standard")), methodId: "standard", zoneIds, priceBy: "weight", bands },
      act,
    );
    for (const [weightGrams, priceMinor, price] of [
      [1_000, 1_000, 300],
      [1_001, 1_000, 600],
      [5_000, 8_999, 600],
      [5_000, 9_000, 0],
      [5_001, 9_000, null],
    ] as const) {
      const { guest } = await guestWith({ priceMinor, weightGrams });
      expect([weightGrams, await quoted(guest, "FR")]).toEqual([
        weightGrams,
        price === null ? [] : [["standard", price]],
      ]);
    }
  });

  it("is refused with gaps or overlaps in its bands", () => {
    const bands = (from: number) => [
      { from: 0, upTo: 10, priceMinor: 1 },
      { from, upTo: null, priceMinor: 1 },
    ];
    const read = (from: number) =>
      AdminCreateMethod.safeParse({ title: "X", zoneIds: [newId()], priceBy: "weight", bands: bands(from) });
    expect(read(11).success).toBe(true);
    expect([read(12), read(10)].map(({ error }) => error?.issues[0]?.path)).toEqual([
      ["bands", 1],
      ["bands", 1],
    ]);
  });

  it("that was deleted is told to a cart that chose it, stays on its orders, and its id is not given again", async () => {
    const { guest } = await guestWith({ priceMinor: 3_000, weightGrams: 500 });
    const place = (shippingMethodId: string, expectedTotalMinor: number) =>
      placeOrder(deps, guest, {
        input: {
          idempotencyKey: newId(),
          email: "kim@example.com",
          shippingAddress: ADDRESS,
          shippingMethodId,
          payment: { provider: "sandbox", token: "tok_approve" },
          expectedTotalMinor,
        },
        accountEmail: null,
        traceparent: null,
      });
    const { version } = await methodOf("express");
    await archiveMethodAsStaff(deps, { methodId: "express", version }, act);
    expect(await lastAudit()).toMatchObject({ action: "shipping.archive_method", before: { title: "Express" } });
    const chosen = { shippingAddress: ADDRESS, shippingMethodId: "express", accountEmail: null };
    expect(await quoteCheckout(deps, guest, chosen)).toMatchObject({ shippingMethodId: "standard" });
    await expect(place("express", 4_490)).rejects.toMatchObject({ reason: "shipping_unavailable" });
    await expect(archiveMethodAsStaff(deps, { methodId: "express", version }, act)).rejects.toMatchObject({
      reason: "not_found",
    });
    await place("standard", 3_490);
    const again = await addMethod({ title: "Express", zoneIds: [(await zoneNamed("Germany")).id], bands: flat(999) });
    expect(again.methods.map(({ id }) => id)).toEqual(["standard", "world", "express-2"]);
  });

  it("that is not offered, or was changed by someone else, is neither quoted nor overwritten", async () => {
    const express = { ...(await methodOf("express")), methodId: "express" };
    await saveMethodAsStaff(deps, { ...express, active: false }, act);
    await expect(saveMethodAsStaff(deps, { ...express, title: "Late" }, act)).rejects.toMatchObject({
      reason: "stale_write",
    });
    const { guest } = await guestWith({ priceMinor: 3_000, weightGrams: 500 });
    expect(await quoted(guest, "DE")).toEqual([["standard", 490]]);
    await expect(
      saveMethodAsStaff(deps, { ...express, version: 2, zoneIds: [newId<ZoneId>()] }, act),
    ).rejects.toMatchObject({ fields: { zoneIds: "One of these zones no longer exists. Reload the page." } });
  });
});

describe("trying an address", () => {
  it("says what the checkout quotes, wherever it goes and however it ships", async () => {
    const { guest, variantId } = await guestWith({ priceMinor: 4_321, weightGrams: 2_500 });
    for (const place of [
      { country: "DE" },
      { country: "FR", postalCode: "75001" },
      { country: "US", region: "CA" },
      { country: "DE", postalCode: "27498" },
    ])
      for (const shippingMethodId of ["standard", "express"]) {
        const quote = await quoteCheckout(deps, guest, {
          shippingAddress: place,
          shippingMethodId,
          accountEmail: null,
        });
        const tried = await tryAddress(database.db, TryAddress.parse({ ...place, variantId, shippingMethodId }));
        const { zone: _zone, country: _country, ...same } = tried;
        expect(quote).toMatchObject(same);
        const sample = TryAddress.parse({ ...place, amountMinor: 4_321, weightGrams: 2_500, shippingMethodId });
        expect(await tryAddress(database.db, sample)).toEqual(tried);
      }
    const inFrance = await tryAddress(
      database.db,
      TryAddress.parse({ country: "FR", amountMinor: 5_000, weightGrams: 2_000 }),
    );
    expect(inFrance).toMatchObject({ zone: "France", shippingMinor: 0, taxRateBp: 2_000, totalMinor: 5_000 });
  });
});
