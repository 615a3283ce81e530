import type { UserId } from "@cartwright/contracts/ids";
import type { Actor } from "@cartwright/core/kernel/actor";
import { newId } from "@cartwright/core/kernel/ids";
import {
  createMember,
  createOrder,
  createProduct,
  createSession,
  createUser,
  newGuest,
} from "@cartwright/core/testing/fixtures";
import { createCapturedPayment } from "@cartwright/core/testing/payments";
import type { Db } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import type { AnyProcedure, AnyRouter } from "@trpc/server";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appRouter, createCaller } from "../../root.ts";
import { CATEGORY_SAMPLES } from "../../testing/category-samples.ts";
import { COLLECTION_SAMPLES } from "../../testing/collection-samples.ts";
import { GIFT_CARD_SAMPLES } from "../../testing/gift-card-samples.ts";
import { IMPORT_SAMPLES } from "../../testing/import-samples.ts";
import { LIST_SAMPLES, PERSONAL } from "../../testing/list-samples.ts";
import { INVOICE_SAMPLES } from "../../testing/invoice-samples.ts";
import { OPERATIONS_SAMPLES } from "../../testing/operations-samples.ts";
import { customerSamples } from "../../testing/customer-samples.ts";
import { orderBulkSamples } from "../../testing/order-bulk-samples.ts";
import { orderDeskSamples, type Sample } from "../../testing/order-desk-samples.ts";
import { PRODUCT_SAMPLES } from "../../testing/product-samples.ts";
import { RETURN_SAMPLES } from "../../testing/return-samples.ts";
import { SHIPPING_SAMPLES } from "../../testing/shipping-samples.ts";
import { testApiDeps, testContext } from "../../testing/test-context.ts";
import { SYNONYM_SAMPLES } from "../../testing/synonym-samples.ts";
import { WEBHOOK_SAMPLES } from "../../testing/webhook-samples.ts";

const reason = "for a test";
const nobody = () => ({ id: newId() });
const noOrder = () => ({ number: "CW-2222-2222" });

const customer = async (db: Db) => (await createUser(db)).id;
const colleague = async (db: Db) => (await createUser(db, { role: "support" })).id;
type Make = (db: Db) => Promise<UserId>;

/** An action on a person, after what must be true of them first. */
const onPerson = (make: Make, first: (db: Db, id: UserId) => Promise<unknown> = async () => undefined): Sample => ({
  async input(db) {
    const id = await make(db);
    await first(db, id);
    return { id, reason };
  },
  refused: nobody,
});
const isDisabled = (db: Db, id: UserId) =>
  db.updateTable("accounts.users").set({ status: "disabled" }).where("id", "=", id).execute();
const isLocked = (db: Db, id: UserId) =>
  sql`insert into accounts.login_guards (email_hash, tries, locked_until)
    select sha256(convert_to(email, 'UTF8')), 5, now() + interval '1 hour' from accounts.users where id = ${id}`.execute(
    db,
  );
const isLoggedIn = (db: Db, id: UserId) => createSession(db, id);
const isEnrolled = (db: Db, id: UserId) =>
  sql`update accounts.users set totp_secret = 'x', totp_enabled_at = now() where id = ${id}`.execute(db);

const packed = async (db: Db): Promise<{ fulfillmentId: string }> => {
  const { number } = await createOrder(db, newGuest(), { status: "confirmed" });
  const { orders } = createCaller(testContext(testApiDeps(db), { actor: admin })).admin;
  const { fulfillmentId } = await orders.fulfill({ number });
  return { fulfillmentId };
};
const shipped = async (db: Db): Promise<{ fulfillmentId: string }> => {
  const parcel = await packed(db);
  await createCaller(testContext(testApiDeps(db), { actor: admin })).admin.orders.ship(parcel);
  return parcel;
};
/** A confirmed order whose payment of 19.99 was captured. */
const paid = async (db: Db) => {
  const { id, number } = await createOrder(db, newGuest(), { status: "confirmed" });
  await createCapturedPayment(db, { orderId: id, orderNumber: number, amountMinor: 1_999 });
  return { id, number };
};
/** Makes the saga of an order stuck at a step. */
const stuckAt = async (
  db: Db,
  orderId: string,
  saga: { kind: "checkout" | "cancellation" | "refund"; step: string },
) => {
  const row = { id: newId(), order_id: orderId, definition_version: 1, state: "stuck", traceparent: null, ...saga };
  await db
    .insertInto("saga.sagas")
    .values({ ...row, data: JSON.stringify({ resumeAs: "running" }) })
    .execute();
  return row.id;
};
const deadLetter = async (db: Db) => {
  const id = newId();
  await sql`insert into saga.dead_letters (id, queue, name, message_id, payload, cause, error, attempts)
    values (${id}, 'mail', 'mail.send', ${newId()}, ${JSON.stringify({ mailId: newId() })}, 'internal', 'it broke', 10)`.execute(
    db,
  );
  return { ids: [id], reason };
};
const promotion = async (db: Db, method: "automatic" | "codes" = "automatic") => {
  const id = newId();
  await sql`insert into promotions.promotions (id, method, title, kind) values (${id}, ${method}, 'Post', 'free_shipping')`.execute(
    db,
  );
  return { promotionId: id, version: 1 };
};
const noDeadLetter = () => ({ ids: [newId()] });
const noParcel = () => ({ fulfillmentId: newId() });

/**
 * Generated from the router: every mutation of the back office leaves exactly one entry in the audit log, in the
 * transaction of the change. A new mutation needs a row here.
 */
const SAMPLES: Readonly<Record<string, Sample>> = {
  ...orderBulkSamples(() => admin),
  ...orderDeskSamples(() => admin),
  ...customerSamples(() => admin),
  ...OPERATIONS_SAMPLES,
  ...CATEGORY_SAMPLES,
  ...COLLECTION_SAMPLES,
  ...GIFT_CARD_SAMPLES,
  ...IMPORT_SAMPLES,
  ...LIST_SAMPLES,
  ...SYNONYM_SAMPLES,
  "admin.customers.disable": onPerson(customer),
  "admin.customers.enable": onPerson(customer, isDisabled),
  "admin.customers.endSessions": onPerson(customer, isLoggedIn),
  "admin.customers.resetSecondFactor": onPerson(customer, isEnrolled),
  "admin.customers.unlock": onPerson(customer, isLocked),
  "admin.deadLetters.discard": { input: deadLetter, refused: noDeadLetter },
  "admin.deadLetters.dryRun": {
    input: async (db) => ({ ids: (await deadLetter(db)).ids }),
    refused: noDeadLetter,
  },
  "admin.deadLetters.replay": { input: deadLetter, refused: noDeadLetter },
  "admin.inventory.adjust": {
    input: async (db) => ({ variantId: (await createProduct(db)).variants[0].id, change: { by: 5 }, reason }),
    refused: () => ({ variantId: newId() }),
  },
  "admin.inventory.setPolicy": {
    input: async (db) => ({ variantId: (await createProduct(db)).variants[0].id, policy: "backorder", reason }),
    refused: () => ({ variantId: newId() }),
  },
  "admin.orders.cancel": {
    input: async (db) => ({ number: (await createOrder(db, newGuest(), { status: "confirmed" })).number, reason }),
    refused: noOrder,
  },
  "admin.orders.renewDownloads": {
    async input(db) {
      const { id, number } = await createOrder(db, newGuest(), { status: "delivered" });
      await sql`
        insert into orders.downloads (order_id, position, expires_at) values (${id}, 1, now())`.execute(db);
      return { number, lineId: "1", reason };
    },
    refused: noOrder,
  },
  "admin.orders.correctTracking": {
    input: async (db) => ({ ...(await shipped(db)), carrier: "DHL", trackingNumber: "JD01" }),
    refused: noParcel,
  },
  "admin.orders.deliver": { input: shipped, refused: noParcel },
  "admin.orders.fulfill": {
    input: async (db) => ({ number: (await createOrder(db, newGuest(), { status: "confirmed" })).number }),
    refused: noOrder,
  },
  "admin.orders.refund": {
    input: async (db) => ({ number: (await paid(db)).number, idempotencyKey: newId(), amountMinor: 500, reason }),
    refused: () => ({ amountMinor: 2_000 }),
  },
  "admin.orders.ship": { input: packed, refused: noParcel },
  "admin.orders.unpack": { input: async (db) => ({ ...(await packed(db)), reason }), refused: noParcel },
  "admin.orders.revokeLinks": {
    input: async (db) => ({ number: (await createOrder(db, newGuest(), { status: "confirmed" })).number, reason }),
    refused: noOrder,
  },
  "admin.orders.markRefunded": {
    async input(db) {
      const { id, number } = await paid(db);
      const sagaId = await stuckAt(db, id, { kind: "refund", step: "refund" });
      return { number, sagaId, amountMinor: 1_999, reference: "bank 17", checkedAtProvider: true, reason };
    },
    refused: () => ({ amountMinor: 1_998 }),
  },
  "admin.orders.skipStep": {
    async input(db) {
      const { id, number } = await createOrder(db, newGuest(), { status: "cancelled" });
      return {
        number,
        sagaId: await stuckAt(db, id, { kind: "cancellation", step: "restock" }),
        step: "restock",
        reason,
      };
    },
    refused: noOrder,
  },
  "admin.orders.compensateSaga": {
    async input(db) {
      const { id, number } = await createOrder(db, newGuest(), { status: "reserved" });
      const sagaId = await stuckAt(db, id, { kind: "checkout", step: "reserve" });
      await sql`update saga.sagas set data = data || '{"resumeAs": "running"}' where id = ${sagaId}`.execute(db);
      return { number, sagaId, reason };
    },
    refused: noOrder,
  },
  "admin.orders.resumeSaga": {
    async input(db) {
      const { id, number } = await createOrder(db, newGuest(), { status: "reserved" });
      return { number, sagaId: await stuckAt(db, id, { kind: "checkout", step: "reserve" }), reason };
    },
    refused: noOrder,
  },
  "admin.payments.exportTotals": {
    input: async () => ({ from: "2026-01-01", to: "2026-01-31" }),
    refused: () => ({ from: "2026-02-01" }),
  },
  "admin.payments.reconcile": { input: async () => ({ reason }), refused: () => ({ reason: "" }) },
  "admin.payments.repair": {
    async input(db) {
      // It counts as paid, and has no payment.
      const { id: orderId } = await createOrder(db, newGuest(), { status: "confirmed" });
      return { orderId, finding: "order_without_payment", effect: "cancel_order", amountMinor: 0, reason };
    },
    refused: () => ({ amountMinor: 1 }),
  },
  "admin.settings.setTime": {
    input: async () => ({ timeZone: "America/New_York" }),
    refused: () => ({ timeZone: "Europe/Atlantis" }),
  },
  "admin.products.arrangePictures": {
    async input(db) {
      const { id: productId } = await createProduct(db);
      await db
        .insertInto("catalog.images")
        .values({ id: newId(), product_id: productId, key: "a/picture", width: 9, height: 9, position: 1 })
        .execute();
      return { productId, version: 1, pictures: [] };
    },
    refused: () => ({ version: 7 }),
  },
  "admin.products.create": {
    input: async () => ({ title: "A new product" }),
    refused: () => ({ categoryId: newId() }),
  },
  "admin.products.removeFile": {
    async input(db) {
      const { id: productId } = await createProduct(db);
      const fileId = newId();
      await sql`
        insert into catalog.digital_files (id, product_id, storage_key, name, state)
        values (${fileId}, ${productId}, ${`ab/${fileId.replaceAll("-", "")}`}, 'pattern.pdf', 'ready')`.execute(db);
      return { productId, fileId };
    },
    refused: () => ({ fileId: newId() }),
  },
  "admin.products.save": {
    input: async (db) => ({ productId: (await createProduct(db)).id, version: 1, title: "Another title" }),
    refused: () => ({ version: 7 }),
  },
  "admin.promotions.archive": { input: promotion, refused: () => ({ version: 9 }) },
  "admin.promotions.create": {
    input: async () => ({ code: `NEW-${newId().slice(-12).toUpperCase()}`, kind: "percentage", percentBp: 1_000 }),
    refused: () => ({ categoryIds: [newId()] }),
  },
  "admin.promotions.createCodes": {
    input: async (db) => ({ promotionId: (await promotion(db, "codes")).promotionId, batchId: newId(), count: 3 }),
    refused: () => ({ promotionId: newId() }),
  },
  "admin.promotions.exportCodes": {
    async input(db) {
      const { promotionId } = await promotion(db, "codes");
      const batchId = newId();
      await sql`insert into promotions.code_batches (id, promotion_id, prefix, size) values (${batchId}, ${promotionId}, '', 1)`.execute(
        db,
      );
      await sql`insert into promotions.codes (code, promotion_id, batch_id) values (${batchId.slice(-12).toUpperCase()}, ${promotionId}, ${batchId})`.execute(
        db,
      );
      return { promotionId, batchId };
    },
    refused: () => ({ batchId: newId() }),
  },
  "admin.promotions.save": {
    input: async (db) => ({
      ...(await promotion(db)),
      method: "automatic",
      title: "Sale",
      kind: "percentage",
      percentBp: 500,
    }),
    refused: () => ({ version: 9 }),
  },
  "admin.secondFactor.setPolicy": {
    async input(db) {
      await sql`update accounts.policy set second_factor_required = true`.execute(db);
      return { required: false, reason };
    },
    // The person who requires it of others must have one.
    refused: () => ({ required: true }),
  },
  "admin.staff.changeRole": {
    input: async (db) => ({ id: await colleague(db), role: "manager", reason }),
    refused: nobody,
  },
  "admin.staff.disable": onPerson(colleague),
  "admin.staff.enable": onPerson(colleague, isDisabled),
  "admin.staff.endSessions": onPerson(colleague, isLoggedIn),
  "admin.staff.invite": {
    input: async () => ({ email: `${newId()}@example.com`, role: "support", reason }),
    refused: () => ({ email: TAKEN }),
  },
  "admin.staff.inviteAgain": onPerson(colleague),
  "admin.staff.resetSecondFactor": onPerson(colleague, isEnrolled),
  "admin.staff.unlock": onPerson(colleague, isLocked),
  ...INVOICE_SAMPLES,
  ...PRODUCT_SAMPLES,
  ...RETURN_SAMPLES,
  ...SHIPPING_SAMPLES,
  ...WEBHOOK_SAMPLES,
};

const TAKEN = "taken@example.com";
const router: AnyRouter = appRouter;
const mutations = Object.entries<AnyProcedure>(router._def.procedures)
  .filter(([name, procedure]) => name.startsWith("admin.") && procedure._def.type === "mutation")
  .map(([name]) => name)
  .filter((name) => !PERSONAL.has(name));

let database: TestDatabase;
let admin: Extract<Actor, { kind: "user" }>;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = await createMember(database.db, { role: "admin" });
  await createUser(database.db, { email: TAKEN });
});
afterAll(() => database.close());

function sampleOf(name: string): Sample {
  const sample = SAMPLES[name];
  if (!sample)
    throw new Error(`${name} has no row in this table: say how it is called, so that its audit entry is proven`);
  return sample;
}

/** Calls a procedure by its name, as an admin. */
async function call(name: string, input: unknown): Promise<unknown> {
  const caller = createCaller(testContext(testApiDeps(database.db), { actor: admin }));
  const procedure = name.split(".").reduce<unknown>((at, part) => Reflect.get(Object(at), part), caller);
  if (typeof procedure !== "function") throw new Error(`${name} cannot be called`);
  return procedure(input);
}

const entries = async () =>
  database.db
    .selectFrom("audit.entries")
    .select(["id", "actor_kind", "actor_id", "action", "subject_id", "reason", "address", "request_id"])
    .orderBy("id")
    .execute();

/** The contents of every table, as one hash each. */
async function everything(): Promise<unknown> {
  const { rows } = await sql<{ name: string; hash: string | null }>`
    select table_schema || '.' || table_name as name, (xpath('/row/h/text()', query_to_xml(format(
      'select md5(coalesce(string_agg(t::text, chr(10) order by t::text), %L)) as h from %I.%I as t', '', table_schema, table_name),
      false, true, '')))[1]::text as hash
    from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1`.execute(
    database.db,
  );
  expect(rows.length).toBeGreaterThan(30);
  return rows;
}

test("the table has a row for every mutation of the back office, and for nothing else", () => {
  expect(Object.keys(SAMPLES).toSorted()).toEqual(mutations.toSorted());
});

describe.each(mutations)("%s", (name) => {
  test("leaves one entry, with who, what and from where", async () => {
    const input = await sampleOf(name).input(database.db);
    const before = await entries();
    await call(name, input);
    const added = (await entries()).slice(before.length);
    expect(added).toHaveLength(1);
    expect(added[0]).toMatchObject({
      reason: input["reason"] ?? null,
      actor_kind: "user",
      actor_id: admin.userId,
      address: "127.0.0.1",
      request_id: "test",
    });
  });

  test("leaves none when it is refused, and changes nothing", async () => {
    const { input, refused } = sampleOf(name);
    const wrong = { ...(await input(database.db)), ...refused() };
    const before = await everything();
    await expect(call(name, wrong)).rejects.toMatchObject({ name: "TRPCError" });
    expect(await everything()).toEqual(before);
  });

  test("does not happen when its entry cannot be written", async () => {
    const input = await sampleOf(name).input(database.db);
    const before = await everything();
    await sql`
      create function audit.break_the_pen() returns trigger language plpgsql as $$ begin raise exception 'no ink'; end $$`.execute(
      database.db,
    );
    await sql`create trigger broken before insert on audit.entries for each row execute function audit.break_the_pen()`.execute(
      database.db,
    );
    try {
      await expect(call(name, input)).rejects.toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
    } finally {
      await sql`drop function audit.break_the_pen() cascade`.execute(database.db);
    }
    expect(await everything()).toEqual(before);
  });
});
