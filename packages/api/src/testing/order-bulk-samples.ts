import type { Actor } from "@cartwright/core/kernel/actor";
import { newId } from "@cartwright/core/kernel/ids";
import { createOrder, newGuest } from "@cartwright/core/testing/fixtures";
import type { Db } from "@cartwright/db/client";
import { createCaller } from "../root.ts";
import type { Sample } from "./order-desk-samples.ts";
import { testApiDeps, testContext } from "./test-context.ts";

const newOrder = async (db: Db) => (await createOrder(db, newGuest(), { status: "confirmed" })).number;

/** One act on many orders. */
export function orderBulkSamples(admin: () => Actor): Readonly<Record<string, Sample>> {
  return {
    "admin.orders.packMany": {
      input: async (db) => ({ orders: [{ number: await newOrder(db), fulfillmentId: newId() }] }),
      refused: () => ({ orders: [] }),
    },
    "admin.orders.unpackMany": {
      input: async (db) => {
        const parcel = { number: await newOrder(db), fulfillmentId: newId() };
        const caller = createCaller(testContext(testApiDeps(db), { actor: admin() }));
        await caller.admin.orders.fulfill(parcel);
        return { orders: [parcel], reason: "for a test" };
      },
      refused: () => ({ orders: [] }),
    },
    "admin.orders.tagMany": {
      input: async (db) => ({ orders: [{ number: await newOrder(db), add: ["urgent"] }] }),
      refused: () => ({ orders: [] }),
    },
  };
}
