import type { OrderId } from "@cartwright/contracts/ids";
import type { PaymentGateway } from "@cartwright/core/kernel/payment-gateway";
import { createPayment } from "@cartwright/core/testing/payments";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { createLogger } from "@cartwright/observability/logger";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startReconciliation } from "./run-reconciliation.ts";
import { startSweeps } from "./run-sweeps.ts";

const logger = createLogger({ name: "test", level: "silent" });

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

it("does not hold up the sweeps while a provider does not respond, and stops without its response", async () => {
  const payment = await createPayment(database.db, { orderId: crypto.randomUUID() as OrderId });
  await database.db
    .updateTable("payments.payments")
    .set({ updated_at: new Date(Date.now() - 3_600_000) })
    .where("id", "=", payment.id)
    .execute();
  const asked = Promise.withResolvers<void>();
  const find = () => {
    asked.resolve();
    return new Promise<never>(() => undefined);
  };
  const gateways = new Map([["sandbox", { name: "sandbox", find } as unknown as PaymentGateway]]); // only look-ups are made
  const reconciliation = startReconciliation({ db: database.db, logger, gateways });
  await asked.promise;

  const swept = Promise.withResolvers<void>();
  const run = () => {
    swept.resolve();
    return Promise.resolve(0);
  };
  const sweeps = startSweeps(database.db, [{ name: "due sagas", everyMs: 1_000, run }], logger);
  await swept.promise;
  await sweeps.close();
  // No transaction waits for the provider.
  const open = await database.pool.query(
    "select from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
  );
  expect(open.rowCount).toBe(0);
  await reconciliation.close();
  const { rows } = await database.pool.query("select leased_until <= now() as ended from payments.reconciliation");
  expect(rows).toEqual([{ ended: true }]);
});
