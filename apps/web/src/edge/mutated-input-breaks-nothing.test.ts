import { type ListedProcedure, listProcedures } from "@cartwright/api/list-procedures";
import { appRouter } from "@cartwright/api/root";
import {
  createDeliveryRules,
  type CreatedProduct,
  createOrder,
  createProduct,
  newGuest,
} from "@cartwright/core/testing/fixtures";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logInAs, PASSWORD } from "../testing/log-in-as.ts";
import { mutationsOf } from "../testing/mutate-input.ts";
import { sampleInput } from "../testing/sample-input.ts";
import { createTestBrowser, type TestBrowser } from "../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../testing/test-edge.ts";

/**
 * Every procedure with inputs that differ from a valid one in one place, most of them at the limits that its schema states: what
 * a schema accepts must fit what is stored.
 */
const SEED = 20_261_129;
const CALLS = 60;
const BATCH = 6;
const procedures = listProcedures(appRouter).filter(({ input }) => input !== null);

let edge: TestEdge;
let product: CreatedProduct;
let number: string;
const browsers = new Map<string, TestBrowser>();
beforeAll(async () => {
  edge = await startTestEdge();
  await createDeliveryRules(edge.database.db);
  product = await createProduct(edge.database.db, { variants: [{ onHand: 1_000_000 }] });
  ({ number } = await createOrder(edge.database.db, newGuest(), { status: "delivered" }));
});
afterAll(() => edge.close());

/** A browser that gets furthest with a procedure, logged in again when an earlier call has ended its session. */
async function browserFor({ name, meta }: ListedProcedure): Promise<TestBrowser> {
  const role = name.startsWith("admin.") ? "admin" : "shopper";
  if (meta?.access === "public") return createTestBrowser(edge.url);
  const known = browsers.get(role);
  if (known && (await known.query("account.visitor")).data !== null) return known;
  const { browser } = await logInAs(edge, role);
  browsers.set(role, browser);
  return browser;
}

const known = (): Record<string, unknown> => ({
  variantId: product.variants[0].id,
  productId: product.id,
  productIds: [product.id],
  slug: product.slug,
  number,
  password: PASSWORD,
  current: PASSWORD,
  version: 1,
  country: "DE",
  shippingMethodId: "standard",
  promotionCode: undefined,
  cursor: undefined,
  category: undefined,
  categoryId: undefined,
  provider: "sandbox",
  limit: 10,
});

/** The failures of a batch of calls that are faults. */
async function faultsOf(browser: TestBrowser, { name, type }: ListedProcedure, inputs: readonly string[]) {
  const path = `/api/trpc/${inputs.map(() => name).join(",")}?batch=1`;
  const body = `{${inputs.map((json, index) => `"${index}":${json}`).join(",")}}`;
  const response =
    type === "mutation"
      ? await browser.fetch(path, {
          method: "POST",
          headers: { "content-type": "application/json", "x-csrf-token": await browser.csrf() },
          body,
        })
      : await browser.fetch(`${path}&input=${encodeURIComponent(body)}`);
  if (response.status === 413 || response.status === 414 || response.status === 431) return [];
  const results: unknown = await response.json();
  return (Array.isArray(results) ? results : [results]).flatMap((result: unknown, index) => {
    const failure = (result as { error?: { data?: { httpStatus?: number; reason?: string } } }).error?.data; // docs/api.md
    if (failure === undefined || (failure.httpStatus ?? 500) < 500) return [];
    return [`${failure.reason}: ${inputs[index]?.slice(0, 300)}`];
  });
}

/** Large inputs alone, so that no request is above the limit of a body. */
function batchesOf(inputs: readonly string[]): string[][] {
  const large = inputs.filter((json) => json.length > 5_000).map((json) => [json]);
  const small = inputs.filter((json) => json.length <= 5_000);
  const groups = Array.from({ length: Math.ceil(small.length / BATCH) }, (_, at) =>
    small.slice(at * BATCH, (at + 1) * BATCH),
  );
  return [...groups, ...large];
}

describe(`no mutated input is a fault (seed ${SEED})`, () => {
  test.each(procedures.map((procedure) => [procedure.name, procedure] as const))("of %s", async (_name, procedure) => {
    if (procedure.input === null) return;
    const sample = sampleInput(procedure.input, known());
    const inputs = fc.sample(mutationsOf(sample), { seed: SEED, numRuns: CALLS });
    const browser = await browserFor(procedure);
    const faults = [];
    for (const batch of batchesOf(inputs)) faults.push(...(await faultsOf(browser, procedure, batch)));
    expect(faults).toEqual([]);
  });
});

describe("a product is saved within the limits of what is stored", () => {
  const save = async (change: Record<string, unknown>) => {
    const { browser } = await logInAs(edge, "admin");
    const { id } = await createProduct(edge.database.db);
    return browser.mutate("admin.products.save", { productId: id, version: 1, ...change });
  };

  test("refuses the largest version that a row can have", async () => {
    expect(await save({ version: 2_147_483_647 })).toMatchObject({ status: 400, reason: "invalid_input" });
    expect(await save({ version: 2_147_483_646 })).toMatchObject({ status: 409, reason: "stale_write" });
  });

  test("refuses a description that outgrows its limit when it is escaped, with the reason at the field", async () => {
    expect((await save({ description: "&".repeat(10_000) })).status).toBe(200);
    const refused = await save({ description: "&".repeat(10_001) });
    expect(refused).toMatchObject({ status: 400, reason: "invalid_input" });
    expect(refused.text).toContain("description");
  });
});
