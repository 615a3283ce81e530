import { randomUUID } from "node:crypto";
import { createProviderServer, type ProviderServer } from "@cartwright/provider/provider-server";
import { ChargeList } from "@cartwright/contracts/sandbox-provider";
import type { InboundOutcome } from "@cartwright/contracts/inbound-webhooks";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { createLogger } from "@cartwright/observability/logger";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PaymentGateway } from "../kernel/payment-gateway.ts";
import { newId } from "../kernel/ids.ts";
import { createRefusalCounter, pruneRefusals } from "../payments/count-refusals.ts";
import { getWebhook, listWebhooks } from "../payments/list-webhooks.ts";
import type { Payment } from "../payments/payment.ts";
import { readPaymentsOfOrders } from "../payments/read-payments.ts";
import { previewRerun } from "../payments/rerun-webhook.ts";
import { createSandboxGateway } from "../payments/sandbox-gateway.ts";
import { createUser, testDeps } from "../testing/fixtures.ts";
import { createPayment, readLedger } from "../testing/payments.ts";
import { rerunWebhookAsStaff } from "./rerun-webhook.ts";
import type { StaffAct } from "./staff-act.ts";

const SECRET = "a-secret-for-tests-of-webhooks-run-again-0";

let provider: ProviderServer;
let gateway: PaymentGateway;
let database: TestDatabase;
let deps: ReturnType<typeof testDeps> & { gateways: ReadonlyMap<string, PaymentGateway> };
let act: StaffAct;
beforeAll(async () => {
  const logger = createLogger({ name: "test", level: "silent" });
  const delays = { webhookMs: 3_600_000, decideMs: 3_600_000 };
  const place = { storePath: ":memory:", host: "127.0.0.1", port: 0 };
  provider = await createProviderServer({ ...place, webhookSecrets: [SECRET], logger, delays });
  gateway = createSandboxGateway({
    url: provider.url,
    webhookSecrets: [SECRET],
    webhookUrl: "http://127.0.0.1:1",
    returnOrigin: "http://127.0.0.1:1",
  });
  database = await createTestDatabase();
  deps = { ...testDeps(database.db), gateways: new Map([["sandbox", gateway]]) };
  const { id } = await createUser(database.db, { role: "admin" });
  act = {
    actor: {
      kind: "user",
      userId: id,
      sessionId: newId(),
      logInId: newId(),
      role: "admin",
      enrolmentDue: false,
    },
    address: "203.0.113.7",
    requestId: newId(),
    reason: "the order was restored",
  };
});
afterAll(async () => {
  await provider.close();
  await database.close();
});

/** A payment whose charge was made at the provider, and whose outcome never arrived here. */
async function charged(token = "tok_approve"): Promise<{ payment: Payment; chargeId: string }> {
  const payment = await createPayment(database.db, { token });
  const { idempotencyKey, orderNumber, amountMinor, currency } = payment;
  await gateway.charge({ idempotencyKey, orderNumber, amountMinor, currency, token });
  const response = await fetch(`${provider.url}/charges?orderNumber=${orderNumber}`);
  const [charge] = ChargeList.parse(await response.json()).charges;
  if (!charge) throw new Error("the provider has no charge");
  return { payment, chargeId: charge.id };
}

async function stored(event: { orderNumber: string | null; providerRef: string | null; outcome?: InboundOutcome }) {
  const eventId = `evt_${randomUUID()}`;
  await sql`
    insert into payments.webhook_events (provider, event_id, type, payload, outcome, provider_ref, order_number)
    values ('sandbox', ${eventId}, 'charge.succeeded', '{"status":"succeeded"}', ${event.outcome ?? "unmatched"},
      ${event.providerRef}, ${event.orderNumber})`.execute(database.db);
  return { provider: "sandbox", eventId };
}

const stateOf = async ({ orderId }: Payment) =>
  (await readPaymentsOfOrders(database.db, [orderId])).get(orderId)?.state;
const auditsOf = async ({ provider: from, eventId }: { provider: string; eventId: string }) => {
  const { rows } = await sql<{ after: unknown }>`
    select after from audit.entries where action = 'payments.rerun_webhook' and subject_id = ${`${from}/${eventId}`}
    order by at, id`.execute(database.db);
  return rows.map(({ after }) => after);
};

describe("a webhook that is run again", () => {
  it("says first what it does, then moves the payment once, however many people run it", async () => {
    const { payment, chargeId } = await charged();
    const id = await stored({ orderNumber: payment.orderNumber, providerRef: chargeId });
    expect(await previewRerun(deps, id)).toMatchObject({ effect: "moves_payment", to: "captured" });
    expect(await stateOf(payment)).toBe(payment.state);

    const effects = await Promise.all([1, 2, 3, 4].map(() => rerunWebhookAsStaff(deps, id, act)));
    expect(effects.toSorted()).toEqual(["moves_payment", "nothing_new", "nothing_new", "nothing_new"]);
    expect(await stateOf(payment)).toBe("captured");
    expect(await readLedger(database.db, payment.id)).toMatchObject({ customer_payments: -payment.amountMinor });
    const { rows } = await sql`select 1 from saga.outbox where key = ${payment.orderId}`.execute(database.db);
    expect(rows).toHaveLength(1);
    expect(await auditsOf(id)).toHaveLength(4);
    expect(await getWebhook(database.db, id)).toMatchObject({ outcome: "unmatched", payload: { status: "succeeded" } });
    expect(await previewRerun(deps, id)).toEqual({ effect: "nothing_new", from: null, to: null });
  });

  it("records what the provider's own record says, whatever the webhook said", async () => {
    const { payment, chargeId } = await charged("tok_decline");
    const id = await stored({ orderNumber: payment.orderNumber, providerRef: chargeId });
    expect(await rerunWebhookAsStaff(deps, id, act)).toBe("moves_payment");
    expect(await stateOf(payment)).toBe("declined");
    expect(await readLedger(database.db, payment.id)).toEqual({});
  });

  it("changes nothing when the charge is another, is unknown, or belongs to no payment", async () => {
    const { payment } = await charged();
    const { orderNumber } = payment;
    const of = async (event: { orderNumber: string | null; providerRef: string | null }) =>
      rerunWebhookAsStaff(deps, await stored(event), act);
    expect(await of({ orderNumber, providerRef: "ch_of_someone_else" })).toBe("contradicts");
    expect(await of({ orderNumber: "CW-2222-2222", providerRef: null })).toBe("no_payment");
    expect(await of({ orderNumber: null, providerRef: null })).toBe("not_about_charge");
    const never = await createPayment(database.db, {});
    expect(await of({ orderNumber: never.orderNumber, providerRef: null })).toBe("no_charge");
    expect([await stateOf(payment), await stateOf(never)]).toEqual([payment.state, never.state]);
    await expect(rerunWebhookAsStaff(deps, { provider: "sandbox", eventId: "evt_none" }, act)).rejects.toMatchObject({
      reason: "not_found",
    });
  });
});

describe("the list of webhooks", () => {
  it("has each once, newest first, by outcome and by order, from indexes", async () => {
    await sql`delete from payments.webhook_events`.execute(database.db);
    await sql`
      insert into payments.webhook_events (provider, event_id, type, payload, outcome, order_number, received_at)
      select 'sandbox', 'evt_' || n, 'charge.succeeded', '{}', case when n % 10 = 0 then 'applied' else 'ignored' end,
        'CW-' || n, now() - (n / 3) * interval '1 second' from generate_series(1, 5000) as n`.execute(database.db);
    await sql`analyze payments.webhook_events`.execute(database.db);
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 6; page += 1) {
      const found = await listWebhooks(database.db, { outcome: "applied", limit: 100, ...(cursor ? { cursor } : {}) });
      seen.push(...found.items.map(({ eventId }) => eventId));
      cursor = found.nextCursor ?? undefined;
      if (!cursor) break;
    }
    expect(seen).toHaveLength(500);
    expect(new Set(seen).size).toBe(500);
    const plan = async (where: string) => {
      const { rows } = await database.pool.query<Record<string, string>>(
        `explain select event_id from payments.webhook_events where ${where} order by received_at desc, provider, event_id limit 51`,
      );
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    };
    for (const where of ["true", "outcome = 'applied'", "order_number = 'CW-7'"]) {
      expect(await plan(where)).toMatch(/Index/);
      expect(await plan(where)).not.toMatch(/Seq Scan|Sort Key: received_at DESC, provider, event_id$/m);
    }
  });

  it("counts what was not accepted, together when much comes at once, and forgets it after 30 days", async () => {
    const failures: unknown[] = [];
    const count = createRefusalCounter(database.db, (error) => failures.push(error));
    await Promise.all(Array.from({ length: 200 }, () => count("sandbox", "signature_invalid")));
    await count("stripe", "unavailable");
    const { refusals } = await listWebhooks(database.db, { limit: 1 });
    expect(refusals).toMatchObject([
      { provider: "sandbox", reason: "signature_invalid", count: 200 },
      { provider: "stripe", reason: "unavailable", count: 1 },
    ]);
    expect(failures).toEqual([]);
    await sql`update payments.webhook_refusals set hour = hour - interval '31 days' where provider = 'stripe'`.execute(
      database.db,
    );
    expect(await pruneRefusals(database.db)).toBe(1);
  });
});
