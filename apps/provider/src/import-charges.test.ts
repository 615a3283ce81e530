import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ChargeList } from "@cartwright/contracts/sandbox-provider";
import { createLogger } from "@cartwright/observability/logger";
import { afterEach, beforeEach, expect, test } from "vitest";
import { importCharges, type ImportedCharge } from "./import-charges.ts";
import { createProviderServer } from "./provider-server.ts";

let folder: string;
let storePath: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "provider-import-"));
  storePath = join(folder, "provider.sqlite");
});
afterEach(() => rm(folder, { recursive: true }));

const start = () =>
  createProviderServer({
    storePath,
    webhookSecrets: ["a-secret-for-tests-of-the-provider's-import"],
    host: "127.0.0.1",
    port: 0,
    logger: createLogger({ name: "provider", level: "silent" }),
  });

const ORDER = "CW-7K3M-9QTR";
const createdAt = new Date("2026-03-01T10:00:00.000Z");
const refund = (id: string, amountMinor: number) => ({ id, amountMinor, idempotencyKey: `key-of-${id}`, createdAt });
const chargeOf = (id: string, change: Partial<ImportedCharge> = {}): ImportedCharge => ({
  id,
  orderNumber: ORDER,
  amountMinor: 5_000,
  feeMinor: 95,
  currency: "EUR",
  status: "succeeded",
  token: "tok_approve",
  failureCode: null,
  idempotencyKey: `key-of-${id}`,
  webhookUrl: "http://127.0.0.1:1/api/webhooks/sandbox",
  returnUrl: `http://127.0.0.1:1/orders/${ORDER}`,
  createdAt,
  refunds: [],
  ...change,
});

/** What the provider returns for the order once it runs on the record. */
async function served() {
  const provider = await start();
  try {
    const response = await fetch(`${provider.url}/charges?orderNumber=${ORDER}`);
    return ChargeList.parse(await response.json()).charges;
  } finally {
    await provider.close();
  }
}

test("returns imported charges like any others, with their refunds", async () => {
  const declined = { status: "declined", failureCode: "card_declined", token: "tok_decline", feeMinor: 0 } as const;
  const charges = [
    chargeOf("ch_1", { refunds: [refund("re_1", 1_200)] }),
    chargeOf("ch_2", { refunds: [refund("re_2", 3_000), refund("re_3", 2_000)] }),
    chargeOf("ch_3", declined),
    chargeOf("ch_4", { status: "pending", token: "tok_timeout", feeMinor: 0 }),
  ];
  expect(importCharges(storePath, charges)).toBe(4);
  const told = await served();
  expect(told.map(({ id, status, refundedMinor }) => [id, status, refundedMinor])).toEqual([
    ["ch_1", "partially_refunded", 1_200],
    ["ch_2", "refunded", 5_000],
    ["ch_3", "declined", 0],
    ["ch_4", "pending", 0],
  ]);
  expect(told[0]).toMatchObject({ amountMinor: 5_000, feeMinor: 95, idempotencyKey: "key-of-ch_1" });
  expect(told[0]?.refunds).toEqual([{ id: "re_1", amountMinor: 1_200, createdAt: createdAt.toISOString() }]);
  expect(told[0]?.createdAt).toBe(createdAt.toISOString());
});

test("keeps a charge with a known key as it has become since", async () => {
  importCharges(storePath, [chargeOf("ch_1")]);
  const provider = await start();
  const given = await fetch(`${provider.url}/charges/ch_1/refunds`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": "a-refund-of-today" },
    body: JSON.stringify({ amountMinor: 700 }),
  });
  expect(given.status).toBe(200);
  await provider.close();
  expect(importCharges(storePath, [chargeOf("ch_1"), chargeOf("ch_2")])).toBe(1);
  expect((await served()).map(({ id, refundedMinor }) => [id, refundedMinor])).toEqual([
    ["ch_1", 700],
    ["ch_2", 0],
  ]);
});

test("writes all charges, or none", async () => {
  const impossible = chargeOf("ch_2", { refunds: [refund("re_1", 5_001)] });
  expect(() => importCharges(storePath, [chargeOf("ch_1"), impossible])).toThrow(/constraint/i);
  expect(await served()).toEqual([]);
});

test("does not touch the record of a running provider", async () => {
  const provider = await start();
  expect(() => importCharges(storePath, [chargeOf("ch_1")])).toThrow(/locked/);
  await provider.close();
  expect(await served()).toEqual([]);
});
