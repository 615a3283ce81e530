import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OrderId } from "@cartwright/contracts/ids";
import { FulfillmentStatus, OrderStatus, PaymentStatus } from "@cartwright/contracts/order-status";
import { type Charge, ChargeList } from "@cartwright/contracts/sandbox-provider";
import { askProviders, readPaymentBooks } from "@cartwright/core/payments/read-books";
import { compareBooks } from "@cartwright/core/payments/reconcile";
import { createSandboxGateway } from "@cartwright/core/payments/sandbox-gateway";
import { createPayment } from "@cartwright/core/testing/payments";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { createLogger } from "@cartwright/observability/logger";
import { createProviderServer, type ProviderServer } from "@cartwright/provider/provider-server";
import { storePathIn } from "@cartwright/provider/store-path";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readRange } from "./read-range.ts";
import { seedShop } from "./seed-shop.ts";
import { importDemoCharges } from "./import-demo-charges.ts";

const ORIGIN = "http://127.0.0.1:1";
const logins = (["shopper", "support", "admin"] as const).map((role) => ({
  email: `${role}@example.com`,
  role,
  password: `a long password for ${role}`,
}));
const seed = async () => seedShop(database.db, { range: await readRange("small"), logins });

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await seed();
});
afterAll(() => database.close());

describe("the provider's own record", () => {
  let folder: string;
  let storePath: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "seed-provider-"));
    storePath = storePathIn(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));
  const importAll = () => importDemoCharges(database.db, { storePath, publicOrigin: ORIGIN });

  /** Runs the provider on the record for as long as the work takes. */
  async function withProvider<T>(work: (provider: ProviderServer) => Promise<T>): Promise<T> {
    const provider = await createProviderServer({
      storePath,
      webhookSecrets: ["a-secret-for-tests-of-the-demo-payments"],
      host: "127.0.0.1",
      port: 0,
      logger: createLogger({ name: "provider", level: "silent" }),
    });
    try {
      return await work(provider);
    } finally {
      await provider.close();
    }
  }

  /** Every charge that the provider has, by the numbers of all orders. */
  async function served(): Promise<Charge[]> {
    const orders = await database.db.selectFrom("orders.orders").select("number").orderBy("number").execute();
    return await withProvider(async ({ url }) => {
      const charges: Charge[] = [];
      for (const { number } of orders) {
        const response = await fetch(`${url}/charges?orderNumber=${number}`);
        charges.push(...ChargeList.parse(await response.json()).charges);
      }
      return charges;
    });
  }

  test("has every payment and refund with equal amounts, and nothing else", async () => {
    const payments = await database.db.selectFrom("payments.payments").selectAll().execute();
    const refunds = await database.db
      .selectFrom("payments.refunds")
      .select(["provider_ref as id", "amount_minor as amountMinor", "idempotency_key"])
      .where("state", "=", "done")
      .execute();
    expect(await importAll()).toBe(payments.length);
    const charges = await served();
    const brief = (id: string | null, amounts: readonly (string | number)[]) => [id, ...amounts].join(" ");
    const status = (state: string) => ({ captured: "succeeded", unknown: "pending" })[state] ?? state;
    expect(
      charges
        .map((charge) =>
          brief(charge.id, [
            charge.orderNumber,
            charge.status,
            charge.amountMinor,
            charge.refundedMinor,
            charge.feeMinor,
            charge.currency,
            charge.idempotencyKey,
          ]),
        )
        .toSorted(),
    ).toEqual(
      payments
        .map((payment) =>
          brief(payment.provider_ref, [
            payment.order_number,
            status(payment.state),
            payment.amount_minor,
            payment.refunded_minor,
            payment.fee_minor,
            payment.currency,
            payment.idempotency_key,
          ]),
        )
        .toSorted(),
    );
    const given = charges.flatMap((charge) => charge.refunds);
    expect(given.map(({ id, amountMinor }) => brief(id, [amountMinor])).toSorted()).toEqual(
      refunds.map(({ id, amountMinor }) => brief(id, [amountMinor])).toSorted(),
    );
    // And with the ledger.
    const { rows } = await sql<{ taken: number; refunded: number; fees: number }>`
      select -sum(amount_minor) filter (where account = 'customer_payments') as taken,
        sum(amount_minor) filter (where account = 'customer_refunds') as refunded,
        sum(amount_minor) filter (where account = 'provider_fees') as fees from payments.ledger_entries`.execute(
      database.db,
    );
    const took = charges.filter(({ status }) => ["succeeded", "refunded", "partially_refunded"].includes(status));
    const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
    expect(rows.map(({ taken, refunded, fees }) => [taken, refunded, fees].map(Number))).toEqual([
      [
        sum(took.map((charge) => charge.amountMinor)),
        sum(given.map((refund) => refund.amountMinor)),
        sum(took.map((charge) => charge.feeMinor)),
      ],
    ]);
  });

  test("agrees with the shop's ledger, except for the refund that the demo shows as stuck", async () => {
    await importAll();
    await withProvider(async ({ url }) => {
      const gateway = createSandboxGateway({ url, webhookSecrets: [], webhookUrl: ORIGIN, returnOrigin: ORIGIN });
      const { next, ...books } = await readPaymentBooks(database.db, { after: null, limit: 200 });
      expect(next).toBeNull();
      const { reports: provider } = await askProviders(
        new Map([["sandbox", gateway]]),
        [...books.payments.values()],
        new AbortController().signal,
      );
      expect(provider.size).toBe(books.payments.size);
      const rows = await database.db.selectFrom("orders.orders").selectAll().execute();
      const orders = new Map(
        rows.map(({ number, total_minor: totalMinor, refunded_minor: refundedMinor, currency, ...row }) => {
          const fact = {
            orderId: OrderId.parse(row.id),
            status: OrderStatus.parse(row.status),
            paymentStatus: PaymentStatus.parse(row.payment_status),
            fulfillmentStatus: FulfillmentStatus.parse(row.fulfillment_status),
          };
          return [fact.orderId, { ...fact, number, totalMinor, giftCardMinor: 0, refundedMinor, currency }];
        }),
      );
      const found = compareBooks({ ...books, orders, provider, now: new Date(), stuckAfterMs: 30 * 60_000 });
      expect(found.map(({ finding, detail }) => `${finding}: ${detail}`)).toEqual(["stuck: a refund was not made"]);
    });
  });

  test("is imported once: a second start leaves charges and later refunds unchanged", async () => {
    await importAll();
    const paid = (await served()).find(({ status }) => status === "succeeded");
    await withProvider(({ url }) =>
      fetch(`${url}/charges/${paid?.id ?? ""}/refunds`, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": "refunded-by-staff" },
        body: JSON.stringify({ amountMinor: 100 }),
      }),
    );
    const before = await served();
    expect(before.find(({ id }) => id === paid?.id)?.refundedMinor).toBe(100);
    expect(await importAll()).toBe(0);
    expect(await served()).toEqual(before);
  });

  test("is completed at the next start after an interruption between shop and provider", async () => {
    expect(await served()).toEqual([]);
    expect(await seed()).toBeNull();
    expect(await importAll()).toBeGreaterThan(60);
    expect(await served()).not.toEqual([]);
  });

  test("has no payments other than those of the demo", async () => {
    const empty = await createTestDatabase();
    try {
      await createPayment(empty.db);
      expect(await importDemoCharges(empty.db, { storePath, publicOrigin: ORIGIN })).toBe(0);
      expect(await served()).toEqual([]);
    } finally {
      await empty.close();
    }
  });
});
