import { randomUUID } from "node:crypto";
import { PlaceOrder, QuoteRequest } from "@cartwright/contracts/checkout";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setLine } from "../../../cart/set-line.ts";
import { AppError } from "../../../kernel/app-error.ts";
import { getOrder } from "../../../orders/get-order.ts";
import CASES from "../../../places/fixtures/places.json" with { type: "json" };
import { createDeliveryRules, createProduct, newGuest, testDeps } from "../../../testing/fixtures.ts";
import { placeOrder } from "./place-order.ts";
import { quoteCheckout } from "./quote-checkout.ts";

let database: TestDatabase;
let deps: ReturnType<typeof testDeps>;
beforeAll(async () => {
  database = await createTestDatabase();
  deps = testDeps(database.db);
  await createDeliveryRules(database.db);
  await database.db.deleteFrom("orders.tax_rates").where("country", "=", "*").execute();
  const included = {
    ES: 2_100,
    IT: 2_200,
    FI: 2_550,
    GR: 2_400,
    IE: 2_300,
    PT: 2_300,
    "PT-20": 1_600,
    "GB-NIR": 2_000,
  };
  await database.db
    .insertInto("orders.tax_rates")
    .values([
      ...Object.entries(included).map(([country, rate_bp]) => ({ country, rate_bp, included: true })),
      { country: "US", region: "OR", rate_bp: 0, included: false },
      { country: "*", rate_bp: 0, included: false },
    ])
    .execute();
});
afterAll(() => database.close());

/** 119.00 with 19 % in it is 100.00 without, and shipping worldwide is 19.90 with and 16.72 without. */
const LISTED = 11_900;
const NET = 10_000;

interface Typed {
  readonly country: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly city?: string;
}

async function guestWithLamp() {
  const product = await createProduct(database.db, {
    title: "Lamp",
    variants: [{ priceMinor: LISTED, weightGrams: 100 }],
  });
  const guest = newGuest();
  await setLine(deps, guest, { variantId: product.variants[0].id, quantity: 1 });
  return guest;
}

/** Quotes and places an order for an address, as the API does. The order must be what was quoted. */
async function buyFrom(typed: Typed) {
  const guest = await guestWithLamp();
  const { shippingAddress } = QuoteRequest.parse({ shippingAddress: typed });
  const quote = await quoteCheckout(deps, guest, { shippingAddress, accountEmail: null });
  const input = PlaceOrder.parse({
    idempotencyKey: randomUUID(),
    email: "kim@example.com",
    shippingAddress: { name: "Kim", line1: "1 Main Street", city: "Anytown", ...typed },
    shippingMethodId: quote.shippingMethodId,
    payment: { provider: "sandbox", token: "tok_approve" },
    expectedTotalMinor: quote.totalMinor,
    quoteVersion: quote.version,
  });
  const placed = await placeOrder(deps, guest, { input, accountEmail: null, traceparent: null });
  const order = await getOrder(deps, guest, { number: placed.number });
  for (const amount of ["subtotalMinor", "shippingMinor", "taxMinor", "totalMinor", "taxIncluded"] as const)
    expect([amount, order[amount]]).toEqual([amount, quote[amount]]);
  return { quote, order };
}

/** What is wrong with an address, at the quote and when an order is placed. */
async function refusals(typed: Typed): Promise<string[]> {
  const guest = await guestWithLamp();
  const address = { name: "Kim", line1: "1 Main Street", city: "Anytown", ...typed };
  const attempts: (() => Promise<unknown>)[] = [
    () => quoteCheckout(deps, guest, { ...QuoteRequest.parse({ shippingAddress: typed }), accountEmail: null }),
    () => {
      const input = PlaceOrder.parse({
        idempotencyKey: randomUUID(),
        email: "kim@example.com",
        shippingAddress: address,
        shippingMethodId: "world",
        payment: { provider: "sandbox", token: "tok_approve" },
        expectedTotalMinor: NET,
      });
      return placeOrder(deps, guest, { input, accountEmail: null, traceparent: null });
    },
  ];
  const messages = [];
  for (const attempt of attempts) {
    const error: unknown = await Promise.resolve()
      .then(attempt)
      .then(
        () => null,
        (thrown: unknown) => thrown,
      );
    messages.push(error instanceof AppError ? error.message : error instanceof Error ? "schema" : "accepted");
  }
  return messages;
}

const outside = { taxMinor: 0, taxIncluded: false, subtotalMinor: NET };
const included = (taxMinor: number) => ({ taxMinor, taxIncluded: true, subtotalMinor: LISTED });
/** 7.25 % of 100.00 and 16.72. */
const california = { taxMinor: 846, taxIncluded: false, subtotalMinor: NET, totalMinor: 12_518 };

/** What is quoted for each case, by its place; null where it is refused. */
const EXPECTED: Readonly<Record<string, object | null>> = {
  "US California 94103": california,
  "US california 94103": california,
  // The state is known from the ZIP code.
  "US 94103": california,
  "US Kalifornien 94103": null,
  "US OR 97201": outside,
  "ES 35001": outside,
  "ES 51001": outside,
  "DE 78266": outside,
  "DE 27498": outside,
  "IT 23041": outside,
  "FI 22100": outside,
  "FR 97400": outside,
  "GB BT1 1AA": { ...included(2_315), destination: { country: "GB", taxArea: "Northern Ireland" } },
  "GB JE2 3AB": { ...outside, destination: { country: "JE" } },
  "GR 63086": outside,
  "UK SW1A 1AA": null,
  "ZZ 1": null,
  IE: included(2_597),
  HK: outside,
  "JP Tokyo 100-0001": { ...outside, destination: { country: "JP", region: "13" } },
};

const nameOf = ({ country, region, postalCode }: Typed) => [country, region, postalCode].filter(Boolean).join(" ");

const named = CASES.map(({ expect: what, ...typed }) => ({ name: nameOf(typed), what, typed }));

test.each(named.filter(({ name }) => EXPECTED[name] !== null))("$name: $what", async ({ name, typed }) => {
  const expected = EXPECTED[name];
  expect(expected).toBeDefined();
  expect((await buyFrom(typed)).quote).toMatchObject(expected ?? {});
});

test.each(named.filter(({ name }) => EXPECTED[name] === null))("$name: $what", async ({ typed }) => {
  expect(await refusals(typed)).not.toContain("accepted");
});

test("every case is expected to do something", () => {
  expect(CASES.map(nameOf).toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
});

test("an unknown state is refused with the list, and a missing one where the ZIP code does not tell", async () => {
  const list = /Select a state\. Choose one of: Alabama \(AL\), .*Wyoming \(WY\)\./;
  for (const typed of [{ country: "US", region: "Kalifornien", postalCode: "94103" }, { country: "US" }])
    for (const message of await refusals(typed)) expect(message).toMatch(list);
});

test("a ZIP code of another state does not pass for a state without tax", async () => {
  const expected = "94103 isn't in Oregon. Check both.";
  expect(await refusals({ country: "US", region: "OR", postalCode: "94103" })).toEqual([expected, expected]);
});

test.each([
  ["ES", "28001", included(2_411)],
  ["ES", "07001", included(2_411)],
  ["DE", "78267", included(1_900)],
  ["IT", "23030", included(2_505)],
  ["FI", "20100", included(2_822)],
  ["FR", "20000", included(1_983)],
  ["FR", "98000", { ...outside, destination: { country: "MC" } }],
  ["PT", "9500-100", { ...included(1_916), destination: { taxArea: "Azores" } }],
  ["GB", "IM1 1AA", { ...outside, destination: { country: "IM" } }],
  ["GB", "SW1A 1AA", outside],
  ["AX", "22100", outside],
  ["RE", "97400", outside],
])("taxes %s %s as the rest of its country, or as a place of its own", async (country, postalCode, expected) => {
  expect((await buyFrom({ country, postalCode })).quote).toMatchObject(expected);
});

test("stores the region by its code, and prints the address in the order of its country", async () => {
  const { order } = await buyFrom({ country: "US", region: "california", postalCode: "94103", city: "San Francisco" });
  expect(order.shippingAddress?.region).toBe("CA");
  expect(order.shippingAddressLines).toEqual(["Kim", "1 Main Street", "San Francisco, CA 94103", "United States"]);
});
