import type { Actor } from "@cartwright/core/kernel/actor";
import { newId } from "@cartwright/core/kernel/ids";
import { ADDRESS, createDeliveryRules, createMember, createOrder, newGuest } from "@cartwright/core/testing/fixtures";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCaller } from "../../root.ts";
import { testApiDeps, testContext } from "../../testing/test-context.ts";

let database: TestDatabase;
let staff: Actor;
let order: Awaited<ReturnType<typeof createOrder>>;
let guest: ReturnType<typeof newGuest>;
beforeAll(async () => {
  database = await createTestDatabase();
  await createDeliveryRules(database.db);
  staff = await createMember(database.db, { role: "support" });
});
afterAll(() => database.close());
beforeEach(async () => {
  guest = newGuest();
  order = await createOrder(database.db, guest, { status: "confirmed" });
});

const as = (actor: Actor) => createCaller(testContext(testApiDeps(database.db), { actor }));
const desk = () => as(staff).admin.orders;
const moved = { ...ADDRESS, line1: "1 New Street", city: "Halle", postalCode: "34117" };

const mails = async () =>
  database.db
    .selectFrom("notifications.mails")
    .select(["template", "recipient", "text"])
    .where("order_id", "=", order.id)
    .orderBy("created_at")
    .execute();

/** The key of the newest link that was mailed about the order. */
async function mailedKey(): Promise<string> {
  const key = (await mails()).at(-1)?.text.match(/#key=([A-Za-z0-9_-]{43})/)?.[1];
  if (key === undefined) throw new Error("no link was mailed");
  return key;
}

describe("the address", () => {
  it("is changed at the same price, found by the search, mailed and on the timeline", async () => {
    const { number } = order;
    const { totalMinor, taxMinor } = await desk().get({ number });
    const after = (await desk().changeContact({ number, version: 1, shippingAddress: moved })).order;
    expect(after).toMatchObject({ contactVersion: 2, totalMinor, taxMinor, shippingAddress: moved });
    expect(after.timeline.at(-1)).toMatchObject({ type: "order.address_changed" });
    expect((await desk().list({ query: "34117" })).items.map((row) => row.number)).toEqual([number]);
    const [mail, ...others] = await mails();
    expect([mail?.template, mail?.recipient, others]).toEqual(["order_address_changed", "kim@example.com", []]);
    expect(mail?.text).toContain("1 New Street");
    expect((await as(guest).orders.get({ number })).shippingAddress).toMatchObject(moved);
  });

  it("is refused where tax or shipping would differ, and where the country's rules do", async () => {
    const { number } = order;
    const to = (country: string, region?: string) =>
      desk().changeContact({
        number,
        version: 1,
        shippingAddress: {
          ...moved,
          country,
          ...(region ? { region } : {}),
          postalCode: country === "US" ? "90001" : "75001",
        },
      });
    await expect(to("FR")).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: /taxed differently.*Cancel the order/,
    });
    await expect(to("US", "CA")).rejects.toMatchObject({ code: "BAD_REQUEST" });
    // An island that is no part of the country's tax territory.
    const island = { ...moved, city: "Helgoland", postalCode: "27498" };
    await expect(desk().changeContact({ number, version: 1, shippingAddress: island })).rejects.toMatchObject({
      message: /taxed differently/,
    });
    const wrong = desk().changeContact({ number, version: 1, shippingAddress: { ...moved, postalCode: "ABC" } });
    await expect(wrong).rejects.toMatchObject({
      cause: { fields: { "shippingAddress.postalCode": expect.any(String) } },
    });
    expect((await desk().get({ number })).shippingAddress).toEqual(ADDRESS);
    expect(await mails()).toEqual([]);
  });

  it("stays once anything is packed, and may be changed again after unpacking", async () => {
    const { number } = order;
    const { fulfillmentId } = await desk().fulfill({ number });
    const change = { number, version: 1, shippingAddress: moved };
    await expect(desk().changeContact(change)).rejects.toMatchObject({ message: /Unpack it first/ });
    await desk().unpack({ fulfillmentId, reason: "another address" });
    expect((await desk().changeContact(change)).order.shippingAddress).toMatchObject(moved);
  });

  it("of two people at once is changed by one; the other is told", async () => {
    const { number } = order;
    const [one, two] = ["1 New Street", "2 New Street"].map((line1) =>
      desk().changeContact({ number, version: 1, shippingAddress: { ...moved, line1 } }),
    );
    const outcomes = await Promise.allSettled([one, two]);
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused).toMatchObject([{ reason: { code: "CONFLICT", message: /^Someone else changed this order\./ } }]);
  });
});

describe("the email address", () => {
  it("gets the confirmation with a link of its own, and the links of the old one end", async () => {
    const { number } = order;
    await desk().changeContact({ number, version: 1, shippingAddress: moved });
    const key = await mailedKey();
    const [stranger, late] = [newGuest(), newGuest()];
    await as(stranger).orders.openLink({ number, key });
    expect((await as(stranger).orders.get({ number })).number).toBe(number);
    const { order: after } = await desk().changeContact({ number, version: 2, email: "New@Example.com" });
    expect(after).toMatchObject({ email: "new@example.com", linksRevoked: false });
    await expect(as(stranger).orders.get({ number })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(as(late).orders.openLink({ number, key })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const sent = (await mails()).map(({ template, recipient }) => [template, recipient]);
    expect(sent.at(-1)).toEqual(["order_confirmed", after.email]);
    await as(late).orders.openLink({ number, key: await mailedKey() });
    expect((await as(late).orders.get({ number })).number).toBe(number);
  });

  it("has no way in for someone who opens an old link at the same time", async () => {
    const { number } = order;
    await desk().changeContact({ number, version: 1, shippingAddress: moved });
    const key = await mailedKey();
    const others = Array.from({ length: 6 }, () => newGuest());
    await Promise.allSettled([
      ...others.slice(0, 3).map((other) => as(other).orders.openLink({ number, key })),
      desk().changeContact({ number, version: 2, email: `${newId()}@example.com` }),
      ...others.slice(3).map((other) => as(other).orders.openLink({ number, key })),
    ]);
    const seen = await Promise.allSettled(others.map((other) => as(other).orders.get({ number })));
    expect(seen.map(({ status }) => status)).toEqual(others.map(() => "rejected"));
  });

  it("that is the same changes nothing", async () => {
    const { number } = order;
    const { order: after } = await desk().changeContact({ number, version: 1, email: "kim@example.com" });
    expect(after.contactVersion).toBe(1);
    expect(await mails()).toEqual([]);
  });
});
