import { TryAddress } from "@cartwright/contracts/shipping";
import { AdminSaveTaxRate } from "@cartwright/contracts/taxes";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readTaxes } from "../../orders/taxes/read-taxes.ts";
import { tryAddress } from "../../saga/flows/checkout/try-address.ts";
import { createDeliveryRules, createMember, testDeps } from "../../testing/fixtures.ts";
import type { PlainStaffAct } from "../staff-act.ts";
import { removeRateAsStaff, saveRateAsStaff, setShippingTaxAsStaff } from "./change-taxes.ts";

let database: TestDatabase;
let deps: ReturnType<typeof testDeps>;
let act: PlainStaffAct;

beforeAll(async () => {
  database = await createTestDatabase();
  deps = testDeps(database.db);
  await createDeliveryRules(database.db);
  act = { actor: await createMember(database.db, { role: "admin" }), address: "127.0.0.1", requestId: "test" };
});
afterAll(() => database.close());

const save = (fields: object) => saveRateAsStaff(deps, AdminSaveTaxRate.parse({ version: null, ...fields }), act);
/** Goods of 100.00 that weigh a kilogram, sent by the first method. */
const tried = (place: object) =>
  tryAddress(database.db, TryAddress.parse({ ...place, amountMinor: 10_000, weightGrams: 1_000 }));
const rateOf = async (country: string, region = "") =>
  (await readTaxes(database.db)).rates.find((rate) => rate.country === country && rate.region === region);

describe("a tax rate", () => {
  it("counts for the next quote: included, added on top, zero-rated, and its totals add up", async () => {
    await save({ country: "AT", rateBp: 2_000, included: true });
    expect(await tried({ country: "AT" })).toMatchObject({ taxRateBp: 2_000, taxMinor: 1_998, totalMinor: 11_990 });
    await save({ country: "CA", region: "Quebec", rateBp: 1_498, included: false });
    const added = await tried({ country: "CA", region: "QC" });
    // 100.00 and 19.90 without the 19 % in them: 84.03 and 16.72.
    expect(added).toMatchObject({ subtotalMinor: 8_403, shippingMinor: 1_672, taxMinor: 1_509, taxIncluded: false });
    expect(added.totalMinor).toBe(added.subtotalMinor + added.shippingMinor + added.taxMinor);
    await save({ country: "CH", rateBp: 0, included: false });
    expect(await tried({ country: "CH" })).toMatchObject({ taxMinor: 0, subtotalMinor: 8_403, totalMinor: 10_075 });
  });

  it("of a tax area goes before that of its country", async () => {
    const canaries = { country: "ES", postalCode: "35001" };
    await save({ country: "ES", rateBp: 2_100, included: true });
    expect(await tried(canaries)).toMatchObject({ taxRateBp: 0, destination: { taxArea: "Canary Islands" } });
    await save({ country: "ES-CN", rateBp: 700, included: false });
    expect(await tried(canaries)).toMatchObject({ taxRateBp: 700 });
    const { version = 0 } = (await rateOf("ES-CN")) ?? {};
    await removeRateAsStaff(deps, { country: "ES-CN", region: "", version }, act);
    expect(await tried(canaries)).toMatchObject({ taxRateBp: 0 });
  });

  it("is refused twice for a place, for a place that does not exist, and after someone else has changed it", async () => {
    await expect(save({ country: "FR", rateBp: 1, included: true })).rejects.toMatchObject({
      fields: { country: "This place already has a rate. Edit that one." },
    });
    await expect(save({ country: "ES-XX", rateBp: 1, included: true })).rejects.toMatchObject({
      fields: { country: "Choose an area from the list." },
    });
    await expect(save({ country: "ZZ", rateBp: 1, included: true })).rejects.toMatchObject({ reason: "invalid_input" });
    await expect(save({ country: "US", region: "Atlantis", rateBp: 1, included: false })).rejects.toMatchObject({
      fields: { region: "Choose a region from the list for United States." },
    });
    await save({ country: "FR", rateBp: 2_050, included: true, version: 1 });
    await expect(save({ country: "FR", rateBp: 9_999, included: true, version: 1 })).rejects.toMatchObject({
      reason: "stale_write",
    });
    expect(await rateOf("FR")).toMatchObject({ rateBp: 2_050, version: 2 });
    const { before, after } = await database.db
      .selectFrom("audit.entries")
      .select(["before", "after"])
      .where("action", "=", "taxes.save_rate")
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    expect([before, after]).toEqual([
      { rateBp: 2_000, included: true },
      { rateBp: 2_050, included: true },
    ]);
  });

  it("of the shop's own country is not removed, because it is in the shop's prices", async () => {
    await expect(removeRateAsStaff(deps, { country: "DE", region: "", version: 1 }, act)).rejects.toMatchObject({
      reason: "illegal_transition",
    });
  });
});

it("leaves shipping untaxed where the shop says so: nothing is taken out of its price abroad, and nothing added", async () => {
  const before = await tried({ country: "DE" });
  const { version } = await readTaxes(database.db);
  await setShippingTaxAsStaff(deps, { shippingTaxed: false, version }, act);
  const home = await tried({ country: "DE" });
  expect(before.taxMinor - home.taxMinor).toBeGreaterThanOrEqual(0);
  // 19 % in 100.00. Shipping is free from 50.00.
  expect(home).toMatchObject({ taxMinor: 1_597, totalMinor: 10_000 });
  expect(await tried({ country: "US", region: "CA" })).toMatchObject({
    subtotalMinor: 8_403,
    shippingMinor: 1_990,
    taxMinor: 609,
    totalMinor: 11_002,
  });
  await expect(setShippingTaxAsStaff(deps, { shippingTaxed: true, version }, act)).rejects.toMatchObject({
    reason: "stale_write",
  });
});
