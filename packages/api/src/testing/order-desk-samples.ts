import type { Actor } from "@cartwright/core/kernel/actor";
import { newId } from "@cartwright/core/kernel/ids";
import { createOrder, createProduct, newGuest } from "@cartwright/core/testing/fixtures";
import type { Db } from "@cartwright/db/client";
import { createCaller } from "../root.ts";
import { testApiDeps, testContext } from "./test-context.ts";

/** How a mutation is called for the test of the audit trail. */
export interface Sample {
  /** Creates what the action is for, and returns an input that changes something. */
  readonly input: (db: Db) => Promise<Record<string, unknown>>;
  /** The change to the input that makes the shop refuse it. Usually something that does not exist. */
  readonly refused: () => Record<string, unknown>;
}

const noOrder = () => ({ number: "CW-2222-2222" });
const noDraft = () => ({ draftId: newId() });
const noNote = () => ({ noteId: newId() });
const newOrder = async (db: Db) => (await createOrder(db, newGuest(), { status: "confirmed" })).number;

/** What staff write on orders and change of them. `admin` acts, and so has written the notes. */
export function orderDeskSamples(admin: () => Actor): Readonly<Record<string, Sample>> {
  const note = async (db: Db) => {
    const number = await newOrder(db);
    const noteId = newId();
    const caller = createCaller(testContext(testApiDeps(db), { actor: admin() }));
    await caller.admin.orders.addNote({ number, noteId, body: "call first" });
    return { noteId, version: 1 };
  };
  const draft = async (db: Db) => {
    const { variants } = await createProduct(db, { variants: [{ requiresShipping: false }] });
    const draftId = newId();
    const caller = createCaller(testContext(testApiDeps(db), { actor: admin() }));
    const lines = [{ variantId: variants[0].id, quantity: 1 }];
    await caller.admin.drafts.save({ draftId, email: "kim@example.com", lines });
    return { draftId, version: 1 };
  };
  return {
    "admin.drafts.save": {
      input: async (db) => ({
        ...(await draft(db)),
        email: "lee@example.com",
        lines: [{ variantId: (await createProduct(db)).variants[0].id, quantity: 2 }],
      }),
      refused: () => ({ version: 7 }),
    },
    "admin.drafts.send": { input: draft, refused: noDraft },
    "admin.drafts.withdraw": { input: draft, refused: noDraft },
    "admin.drafts.remove": { input: draft, refused: noDraft },
    "admin.orders.addNote": {
      input: async (db) => ({ number: await newOrder(db), noteId: newId(), body: "call first" }),
      refused: noOrder,
    },
    "admin.orders.cancelItems": {
      input: async (db) => ({
        number: await newOrder(db),
        lines: [{ lineId: "1", quantity: 1 }],
        idempotencyKey: newId(),
        reason: "for a test",
      }),
      refused: () => ({ lines: [{ lineId: "1", quantity: 999 }] }),
    },
    "admin.orders.changeContact": {
      input: async (db) => ({ number: await newOrder(db), version: 1, email: "another@example.com" }),
      refused: () => ({ version: 7 }),
    },
    "admin.orders.changeTags": {
      input: async (db) => ({ number: await newOrder(db), add: ["gift"] }),
      refused: noOrder,
    },
    "admin.orders.editNote": { input: async (db) => ({ ...(await note(db)), body: "call twice" }), refused: noNote },
    "admin.orders.shipList": {
      input: async (db) => ({ shipments: [{ number: await newOrder(db), carrier: "DHL", trackingNumber: "JD0123" }] }),
      refused: () => ({ shipments: [noOrder()] }),
    },
    "admin.orders.removeNote": { input: note, refused: noNote },
  };
}
