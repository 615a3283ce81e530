import { createRegistry, type SagaDefinition } from "@cartwright/core/saga/engine/definition";
import { CANCELLATION, CHECKOUT, REFUND } from "@cartwright/core/saga/flows/definitions";
import { createProduct } from "@cartwright/core/testing/fixtures";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { brokenInvariants, timelineOf } from "./testing/invariants.ts";
import { until } from "./testing/until.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await createTestShop();
});
afterAll(() => shop.close());

/**
 * The next version: one more step, between paying and confirming, with a command that no version 1 saga waits for there.
 */
const inspected: SagaDefinition["steps"][number] = {
  name: "inspect",
  do: {
    command: "inventory.release",
    action: {
      kind: "local",
      run: async (_tx, members) => new Map(members.map(({ saga }) => [saga.id, { kind: "done" }])),
    },
  },
  undo: null,
};
const [place, reserve, pay, confirm] = CHECKOUT.steps;
if (!place || !reserve || !pay || !confirm) throw new Error("the checkout has other steps");
const CHECKOUT_V2: SagaDefinition = { ...CHECKOUT, version: 2, steps: [place, reserve, pay, inspected, confirm] };

it("lets a running saga finish on the definition it started with, beside sagas of the next one", async () => {
  const product = await createProduct(shop.db);
  const lines = [{ variantId: product.variants[0].id, quantity: 1 }];
  // The old order is in progress, waiting for the provider's decision, when the next version is deployed.
  shop.acceptWebhooks(false);
  await shop.startWorker();
  const old = await shop.place({ lines, token: "tok_timeout" });
  await until(async () => ((await timelineOf(shop.db, old.orderId)).includes("payment.delayed") ? true : null));
  await shop.stopWorker();

  const next = await shop.place({ lines });
  await shop.db.updateTable("saga.sagas").set({ definition_version: 2 }).where("order_id", "=", next.orderId).execute();
  shop.acceptWebhooks(true);
  await shop.startWorker({ registry: createRegistry([CHECKOUT, CHECKOUT_V2, CANCELLATION, REFUND]) });
  expect(await shop.settled(old.orderId)).toBe("confirmed");
  expect(await shop.settled(next.orderId)).toBe("confirmed");
  const stepsOf = async (orderId: string) => {
    const rows = await shop.db
      .selectFrom("saga.journal")
      .innerJoin("saga.sagas", "saga.sagas.id", "saga.journal.saga_id")
      .select("saga.journal.step")
      .where("order_id", "=", orderId)
      .where("outcome", "=", "done")
      .orderBy("seq")
      .execute();
    return rows.map((row) => row.step);
  };
  expect(await stepsOf(old.orderId)).toEqual(["place", "reserve", "pay", "confirm"]);
  expect(await stepsOf(next.orderId)).toEqual(["place", "reserve", "pay", "inspect", "confirm"]);
  expect(await brokenInvariants(shop.db)).toEqual({});
});
