import type { OrderId } from "@cartwright/contracts/ids";
import type { PromotionId } from "@cartwright/contracts/promotions";
import { WAIT_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { createDb } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { type Insertable, sql } from "kysely";
import type { DB } from "@cartwright/db/client";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { getPromotion } from "../admin/promotions/get-promotion.ts";
import { newId } from "../kernel/ids.ts";
import { recording, type Statement } from "../testing/plans.ts";
import { customerKeyOf } from "./customer-key.ts";
import { lockPromotion, type PromotionValues, updatePromotion } from "./edits.sql.ts";
import { evaluatePromotion } from "./evaluate-promotion.ts";
import { findPromotions } from "./find-promotions.ts";
import type { Promotion } from "./promotion.ts";
import { redeemPromotions } from "./redeem-promotion.ts";
import { returnRedemptions } from "./return-redemptions.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ poolMax: 50 });
});
afterAll(() => database.close());

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000);

let codes = 0;
async function createPromotion(fields: Partial<Insertable<DB["promotions.promotions"]>> = {}) {
  codes += 1;
  const [id, code] = [newId(), `CODE-${codes}`];
  const row = { id, code, kind: "percentage", percent_bp: 1_000, ...fields };
  await database.db.insertInto("promotions.promotions").values(row).execute();
  return { promotionId: id, code };
}

/** What a use of a code gives, where a test does not care. */
const USE = {
  code: "ANY",
  singleUse: false,
  limited: true,
  limitedByCustomer: true,
  discountMinor: 500,
  salesMinor: 4_500,
  minimumMinor: 0,
  minimumQuantity: 0,
  lines: [{ position: 1, discountMinor: 500 }],
};
const redeem = (promotionId: string, customerKeys: string | readonly string[], orderId = newId<OrderId>()) =>
  inTransaction(database.db, async (tx) => {
    const { usage_limit: total, per_customer_limit: perCustomer } = await tx
      .selectFrom("promotions.promotions")
      .select(["usage_limit", "per_customer_limit"])
      .where("id", "=", promotionId)
      .executeTakeFirstOrThrow();
    const read = { limited: total !== null, limitedByCustomer: perCustomer !== null };
    await redeemPromotions(tx, [{ ...USE, ...read, promotionId, orderId, customerKeys: [customerKeys].flat() }]);
    return orderId;
  });
const giveBack = (orderIds: OrderId[]) => inTransaction(database.db, (tx) => returnRedemptions(tx, orderIds));

/** How many of these succeeded. The others must have been refused as `promotion_invalid`. */
async function succeeded(attempts: readonly Promise<unknown>[]): Promise<number> {
  const outcomes = await Promise.allSettled(attempts);
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  for (const { reason } of refused) expect(reason).toMatchObject({ reason: "promotion_invalid" });
  return outcomes.length - refused.length;
}

const usedOf = async (promotionId: string) => {
  const { used } = await getPromotion(database.db, promotionId as PromotionId);
  const rows = await database.db
    .selectFrom("promotions.redemptions")
    .select("order_id")
    .where("promotion_id", "=", promotionId)
    .where("state", "=", "used")
    .execute();
  return { used, rows: rows.length };
};

describe("the limits of a code", () => {
  it("hold in total: of 50 concurrent uses of a code limited to 10, exactly 10 succeed", async () => {
    const { promotionId } = await createPromotion({ usage_limit: 10 });
    const attempts = Array.from({ length: 50 }, (_, index) => redeem(promotionId, `user:${index}`));
    expect(await succeeded(attempts)).toBe(10);
    expect(await usedOf(promotionId)).toEqual({ used: 10, rows: 10 });
  });

  it("hold for each customer: 50 concurrent uses by five people with two each", async () => {
    const { promotionId } = await createPromotion({ per_customer_limit: 2 });
    const attempts = Array.from({ length: 50 }, (_, index) => redeem(promotionId, `user:${index % 5}`));
    expect(await succeeded(attempts)).toBe(10);
    expect(await usedOf(promotionId)).toEqual({ used: 10, rows: 10 });
    const perCustomer = await database.db
      .selectFrom("promotions.redemptions")
      .select(["customer_key", sql<number>`count(*)::int`.as("uses")])
      .where("promotion_id", "=", promotionId)
      .groupBy("customer_key")
      .execute();
    expect(perCustomer.map((row) => row.uses)).toEqual([2, 2, 2, 2, 2]);
  });

  it("hold for every mailbox of an order: of concurrent uses by other accounts for one mailbox, one succeeds", async () => {
    const { promotionId } = await createPromotion({ per_customer_limit: 1 });
    const attempts = Array.from({ length: 10 }, (_, index) => redeem(promotionId, [`account:${index}`, "kim"]));
    expect(await succeeded(attempts)).toBe(1);
    expect(await usedOf(promotionId)).toEqual({ used: 1, rows: 2 });
    expect(await succeeded([redeem(promotionId, "kim")])).toBe(0);
  });

  it("cost a use no more when they are high: as many numbers are looked at as the customer has uses", async () => {
    const { promotionId } = await createPromotion({ per_customer_limit: 1_000_000 });
    const statements: Statement[] = [];
    await inTransaction(createDb(recording(database.pool, statements)), (tx) =>
      redeemPromotions(tx, [
        { ...USE, limited: false, promotionId, orderId: newId<OrderId>(), customerKeys: ["user:1"] },
      ]),
    );
    const insert = statements.find(({ text }) => text.includes("generate_series"));
    const client = await database.pool.connect();
    try {
      await client.query("begin");
      await client.query("delete from promotions.redemptions where promotion_id = $1", [promotionId]);
      const explain = `explain (analyze, timing off, costs off) ${insert?.text}`;
      const { rows } = await client.query<{ "QUERY PLAN": string }>(explain, [...(insert?.values ?? [])]);
      const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
      expect(plan).toMatch(/Function Scan on generate_series number \(actual rows=1(\.00)? loops=1\)/);
    } finally {
      await client.query("rollback");
      client.release();
    }
  });

  it("hold for a customer who used it more often before it was lowered", async () => {
    const { promotionId } = await createPromotion({ per_customer_limit: 3 });
    const first = await redeem(promotionId, "user:1");
    await redeem(promotionId, "user:1");
    await redeem(promotionId, "user:1");
    await giveBack([first]);
    await sql`update promotions.promotions set per_customer_limit = 2 where id = ${promotionId}`.execute(database.db);
    expect(await succeeded([redeem(promotionId, "user:1")])).toBe(0);
  });

  it("do not apply to a code without limits: one customer, 20 concurrent uses", async () => {
    const { promotionId } = await createPromotion();
    expect(await succeeded(Array.from({ length: 20 }, () => redeem(promotionId, "user:1")))).toBe(20);
  });

  it("a use is part of the order's transaction: it is rolled back with it", async () => {
    const { promotionId } = await createPromotion({ usage_limit: 1 });
    const broken = inTransaction(database.db, async (tx) => {
      await redeemPromotions(tx, [{ ...USE, promotionId, orderId: newId<OrderId>(), customerKeys: ["user:1"] }]);
      throw new Error("the order failed");
    });
    await expect(broken).rejects.toThrow("the order failed");
    expect(await usedOf(promotionId)).toEqual({ used: 0, rows: 0 });
    await redeem(promotionId, "user:1");
  });
});

describe("a promotion without a total limit", () => {
  /** A use whose order is not committed before `release` is called. */
  function holdUse(promotionId: string, customerKey: string, perCustomerLimit: number | null) {
    const inserted = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    const committed = inTransaction(database.db, async (tx) => {
      const limits = { limited: false, limitedByCustomer: perCustomerLimit !== null };
      const use = { ...USE, ...limits, promotionId, orderId: newId<OrderId>(), customerKeys: [customerKey] };
      await redeemPromotions(tx, [use]);
      inserted.resolve();
      await released.promise;
    });
    return { inserted: inserted.promise, committed, release: released.resolve };
  }
  const save = async (promotionId: string, values: Partial<PromotionValues>, wait?: Promise<void>) =>
    inTransaction(database.db, async (tx) => {
      const stored = await lockPromotion(tx, promotionId as PromotionId);
      if (!stored) throw new Error("no such promotion");
      await updatePromotion(tx, promotionId as PromotionId, { ...stored.values, ...values });
      await wait;
      return stored.used;
    });
  const someoneWaits = () =>
    vi.waitUntil(
      async () => {
        const { rows } = await sql`
          select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
          database.db,
        );
        return rows.length > 0;
      },
      { timeout: WAIT_MS_MAX },
    );

  it.each([null, 1])("makes no order wait for those of other customers (limit for each: %s)", async (limit) => {
    const { promotionId } = await createPromotion({ per_customer_limit: limit });
    const held = holdUse(promotionId, "user:0", limit);
    await held.inserted;
    await inTransaction(database.db, (tx) =>
      sql`select from promotions.promotions where id = ${promotionId} for no key update nowait`.execute(tx),
    );
    // One that draws the tally of the open order does wait: four of them would all have to.
    const others = [1, 2, 3, 4].map((user) => redeem(promotionId, `user:${user}`));
    await Promise.any(others);
    held.release();
    await Promise.all([held.committed, ...others]);
    expect(await usedOf(promotionId)).toEqual({ used: 5, rows: 5 });
  });

  it("holds the limit per customer, also while one use is not committed yet", async () => {
    const { promotionId } = await createPromotion({ per_customer_limit: 1 });
    const held = holdUse(promotionId, "kim", 1);
    await held.inserted;
    const second = succeeded([redeem(promotionId, "kim")]);
    await someoneWaits();
    held.release();
    await held.committed;
    expect(await second).toBe(0);
    expect(await usedOf(promotionId)).toEqual({ used: 1, rows: 1 });
  });

  it("that staff limit counts every use from before, those of open orders too, and returns each from where it is counted", async () => {
    const { promotionId } = await createPromotion();
    const [first, second] = [await redeem(promotionId, "user:1"), await redeem(promotionId, "user:2")];
    const held = holdUse(promotionId, "user:3", null);
    await held.inserted;
    const limited = save(promotionId, { usageLimit: 4 });
    await someoneWaits();
    held.release();
    await held.committed;
    expect(await limited).toBe(3);
    expect(await usedOf(promotionId)).toEqual({ used: 3, rows: 3 });
    // Read before it was limited, and used after: one more, and not two.
    const late = [holdUse(promotionId, "user:4", null), holdUse(promotionId, "user:5", null)];
    for (const { release } of late) release();
    expect(await succeeded(late.map(({ committed }) => committed))).toBe(1);
    expect(await usedOf(promotionId)).toEqual({ used: 4, rows: 4 });
    await giveBack([first]);
    await save(promotionId, { usageLimit: null });
    await giveBack([second]);
    await redeem(promotionId, "user:6");
    expect(await usedOf(promotionId)).toEqual({ used: 3, rows: 3 });
    expect(await save(promotionId, { usageLimit: 3 })).toBe(3);
    expect(await succeeded([redeem(promotionId, "user:7")])).toBe(0);
  });

  it("that staff limit per customer while an order waits counts what the customer used before", async () => {
    const { promotionId } = await createPromotion();
    await redeem(promotionId, "kim");
    const saved = Promise.withResolvers<void>();
    const limited = save(promotionId, { perCustomerLimit: 1 }, saved.promise);
    await vi.waitUntil(
      async () => {
        const nowait = sql`select from promotions.promotions where id = ${promotionId} for key share nowait`;
        return nowait.execute(database.db).then(
          () => false,
          () => true,
        );
      },
      { timeout: WAIT_MS_MAX },
    );
    const late = holdUse(promotionId, "kim", null);
    late.release();
    const outcome = succeeded([late.committed]);
    await someoneWaits();
    saved.resolve();
    await limited;
    expect(await outcome).toBe(0);
    expect(await usedOf(promotionId)).toEqual({ used: 1, rows: 1 });
  });
});

describe("a cancelled order", () => {
  it("returns its use, once, so that it can be used again", async () => {
    const { promotionId } = await createPromotion({ usage_limit: 2, per_customer_limit: 1 });
    const first = await redeem(promotionId, "user:1");
    await redeem(promotionId, "user:2");
    await expect(redeem(promotionId, "user:3")).rejects.toMatchObject({ reason: "promotion_invalid" });
    await giveBack([first]);
    await giveBack([first]);
    expect(await usedOf(promotionId)).toEqual({ used: 1, rows: 1 });
    await redeem(promotionId, "user:1");
    expect(await usedOf(promotionId)).toEqual({ used: 2, rows: 2 });
  });

  it("returns one use, whatever number of mailboxes it counted under, and each of them can use the code again", async () => {
    const { promotionId } = await createPromotion({ per_customer_limit: 1 });
    await redeem(promotionId, "user:3");
    await giveBack([await redeem(promotionId, ["user:1", "user:2"])]);
    expect(await usedOf(promotionId)).toEqual({ used: 1, rows: 1 });
    await redeem(promotionId, "user:1");
    await redeem(promotionId, "user:2");
  });

  it("leaves the numbers of a customer's other uses alone", async () => {
    const { promotionId } = await createPromotion({ per_customer_limit: 3 });
    const orders = [await redeem(promotionId, "user:1"), await redeem(promotionId, "user:1")];
    await giveBack(orders.slice(0, 1));
    await redeem(promotionId, "user:1");
    await redeem(promotionId, "user:1");
    await expect(redeem(promotionId, "user:1")).rejects.toMatchObject({ reason: "promotion_invalid" });
  });

  it("does not deadlock with other cancellations or uses: concurrent batches over two codes", async () => {
    const [a, b] = [await createPromotion(), await createPromotion()];
    const orders: OrderId[] = [];
    for (let index = 0; index < 20; index += 1) {
      orders.push(await redeem((index % 2 === 0 ? a : b).promotionId, `user:${index}`));
    }
    const batches = Array.from({ length: 4 }, (_, batch) => orders.filter((_id, index) => index % 4 === batch));
    await Promise.all([
      ...batches.map(giveBack),
      giveBack(orders),
      ...Array.from({ length: 10 }, (_, index) => redeem(a.promotionId, `new:${index}`)),
    ]);
    expect(await usedOf(a.promotionId)).toEqual({ used: 10, rows: 10 });
    expect(await usedOf(b.promotionId)).toEqual({ used: 0, rows: 0 });
  });
});

describe("whether a code applies", () => {
  const line = {
    productId: newId(),
    categoryIds: [],
    collectionIds: [],
    unitPriceMinor: 2_500,
    quantity: 2,
    discountable: true,
  };
  const goods = { lines: [line], currency: "EUR" as const };
  const judge = async (code: string, ...customerKeys: readonly string[]) => {
    const { rows } = await sql<{
      found: readonly Promotion[];
    }>`select ${findPromotions(code, customerKeys)} as found`.execute(database.db);
    const [found] = rows[0]?.found ?? [];
    if (!found) return null;
    const evaluation = evaluatePromotion(found, goods);
    return evaluation.eligible ? { applied: true } : { applied: false, message: evaluation.message };
  };

  it("is decided by the database's clock, also when it is redeemed", async () => {
    const future = await createPromotion({ starts_at: inSeconds(3_600) });
    const past = await createPromotion({ ends_at: inSeconds(-5) });
    const now = await createPromotion({
      starts_at: inSeconds(-3_600),
      ends_at: inSeconds(3_600),
    });
    expect(await judge(future.code)).toEqual({ applied: false, message: "This code isn't valid." });
    expect(await judge(past.code)).toEqual({ applied: false, message: "This code has expired." });
    expect(await judge(now.code)).toMatchObject({ applied: true });
    for (const { promotionId } of [future, past]) {
      await expect(redeem(promotionId, "user:1")).rejects.toMatchObject({ reason: "promotion_invalid" });
      expect(await usedOf(promotionId)).toEqual({ used: 0, rows: 0 });
    }
    await redeem(now.promotionId, "user:1");
  });

  it("gives a code that is archived the message of an unknown one", async () => {
    const off = await createPromotion({ active: false });
    expect(await judge(off.code)).toEqual({ applied: false, message: "This code isn't valid." });
    expect(await judge("NEVER-WAS")).toBeNull();
    await expect(redeem(off.promotionId, "user:1")).rejects.toMatchObject({ reason: "promotion_invalid" });
  });

  it("knows when it is used up, in total and by this customer", async () => {
    const total = await createPromotion({ usage_limit: 1 });
    await redeem(total.promotionId, "user:1");
    expect(await judge(total.code)).toMatchObject({ applied: false, message: "This code is no longer available." });
    const once = await createPromotion({ per_customer_limit: 1 });
    await redeem(once.promotionId, "user:1");
    expect(await judge(once.code, "user:1")).toMatchObject({
      applied: false,
      message: "You've already used this code.",
    });
    expect(await judge(once.code, "user:2")).toMatchObject({ applied: true });
    expect(await judge(once.code, "user:2", "user:1")).toMatchObject({ applied: false });
    expect(await judge(once.code)).toMatchObject({ applied: true });
  });

  it("needs the minimum and the currency", async () => {
    const dear = await createPromotion({ minimum_minor: 5_001 });
    expect(await judge(dear.code)).toMatchObject({ applied: false });
    const enough = await createPromotion({ minimum_minor: 5_000 });
    expect(await judge(enough.code)).toMatchObject({ applied: true });
    const yen = await createPromotion({ currency: "JPY" });
    expect(await judge(yen.code)).toMatchObject({ applied: false });
  });

  it.each([
    "kim@example.com",
    "Kim@Example.COM",
    "kim+shop@example.com",
    "k.i.m@example.com",
    " K.im+a+b@EXAMPLE.com ",
  ])("counts %s as the mailbox kim@example.com, without storing it", (email) => {
    expect(customerKeyOf(email)).toBe(customerKeyOf("kim@example.com"));
    expect(customerKeyOf(email)).not.toContain("kim");
  });

  it("counts other mailboxes apart, and one under both names of its provider together", () => {
    const keys = ["kim@example.com", "kim@example.org", "kin@example.com", "kim@gmail.com"].map(customerKeyOf);
    expect(new Set(keys).size).toBe(4);
    expect(customerKeyOf("kim@googlemail.com")).toBe(customerKeyOf("kim@gmail.com"));
  });
});
