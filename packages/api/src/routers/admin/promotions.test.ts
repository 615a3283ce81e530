import type { ProductId } from "@cartwright/contracts/ids";
import { AUTOMATIC_MAX, BATCH_SIZE_MAX, type PromotionId } from "@cartwright/contracts/promotions";
import type { Role } from "@cartwright/contracts/permissions";
import { listPromotions } from "@cartwright/core/admin/promotions/list-promotions";
import { newId } from "@cartwright/core/kernel/ids";
import { createMember, createProduct, newGuest } from "@cartwright/core/testing/fixtures";
import { findScans, recording, type Statement } from "@cartwright/core/testing/plans";
import { createDb } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCaller } from "../../root.ts";
import { testApiDeps, testContext } from "../../testing/test-context.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const as = async (role: Role = "manager") => {
  const actor = await createMember(database.db, { role });
  return createCaller(testContext(testApiDeps(database.db), { actor })).admin.promotions;
};
const shop = () => createCaller(testContext(testApiDeps(database.db), { actor: newGuest() })).admin.promotions;
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const TEN = { kind: "percentage", percentBp: 1_000 } as const;
let codes = 0;
const newCode = () => `DESK-${(codes += 1)}`;

it("lets support read, managers write, and no one else in", async () => {
  const [support, manager] = [await as("support"), await as()];
  const { id, version } = await manager.create({ ...TEN, code: newCode() });
  await expect(support.list({})).resolves.toMatchObject({ items: expect.any(Array) as unknown[] });
  for (const refused of [support.create({ ...TEN, code: newCode() }), support.archive({ promotionId: id, version })]) {
    await expect(refused).rejects.toMatchObject({ code: "FORBIDDEN" });
  }
  await expect(shop().list({})).rejects.toMatchObject({ code: "UNAUTHORIZED" });
});

describe("a promotion", () => {
  it("is refused at each field that does not fit its kind and method", async () => {
    const manager = await as();
    const fieldsOf = (input: Parameters<typeof manager.create>[0]) =>
      manager.create(input).then(
        () => [],
        (error: { cause?: { fields?: object; issues?: { path: string[] }[] } }) => [
          ...Object.keys(error.cause?.fields ?? {}),
          ...(error.cause?.issues ?? []).map(({ path }) => path.join(".")),
        ],
      );
    expect(await fieldsOf({ kind: "percentage", code: newCode() })).toEqual(["percentBp"]);
    expect(await fieldsOf({ kind: "fixed", percentBp: 5, amountMinor: 5, code: newCode() })).toEqual(["percentBp"]);
    expect(await fieldsOf({ ...TEN, kind: "buy_x_get_y", code: newCode() })).toEqual(["buyQuantity", "getQuantity"]);
    expect(await fieldsOf({ ...TEN })).toEqual(["title"]);
    expect(await fieldsOf({ ...TEN, method: "code" })).toEqual(["code"]);
    expect(await fieldsOf({ ...TEN, method: "codes", code: newCode() })).toEqual(["code"]);
    expect(await fieldsOf({ ...TEN, code: newCode(), startsAt: inHours(2), endsAt: inHours(1) })).toEqual(["endsAt"]);
    expect(await fieldsOf({ ...TEN, code: newCode(), productIds: [newId<ProductId>()] })).toEqual(["productIds"]);
    const code = newCode();
    await manager.create({ ...TEN, code });
    expect(await fieldsOf({ ...TEN, code: code.toLowerCase() })).toEqual(["code"]);
  });

  it("is saved from the version that was read, with what it was and is in the audit log", async () => {
    const manager = await as();
    const product = await createProduct(database.db, { title: "Lamp" });
    const made = await manager.create({ ...TEN, code: newCode(), productIds: [product.id] });
    expect(made).toMatchObject({ state: "active", products: [{ title: "Lamp" }], used: 0, version: 1 });
    const input = { ...TEN, method: "code" as const, code: made.code, promotionId: made.id, version: made.version };
    const saved = await manager.save({ ...input, percentBp: 2_000, startsAt: inHours(1) });
    expect(saved).toMatchObject({ state: "scheduled", percentBp: 2_000, products: [], version: 2 });
    await expect(manager.save(input)).rejects.toMatchObject({ cause: { reason: "stale_write" } });
    const entry = await database.db
      .selectFrom("audit.entries")
      .select(["before", "after"])
      .where("subject_id", "=", made.id)
      .where("action", "=", "promotions.save")
      .executeTakeFirstOrThrow();
    expect(entry).toMatchObject({
      before: { percentBp: 1_000, productIds: product.id, startsAt: null },
      after: { percentBp: 2_000, productIds: "", startsAt: saved.startsAt },
    });
  });

  it("cannot be limited below its uses, turned into another kind of code, or changed once archived", async () => {
    const manager = await as();
    const made = await manager.create({ ...TEN, code: newCode() });
    await sql`update promotions.promotions set used = 3 where id = ${made.id}`.execute(database.db);
    const input = { ...TEN, method: "code" as const, code: made.code, promotionId: made.id, version: 1 };
    await expect(manager.save({ ...input, usageLimit: 2 })).rejects.toMatchObject({
      cause: { fields: { usageLimit: "It has been used 3 times. Enter 3 or more." } },
    });
    await expect(manager.save({ ...input, method: "codes", code: null })).rejects.toMatchObject({
      cause: { fields: { method: expect.any(String) as string } },
    });
    expect(await manager.archive({ promotionId: made.id, version: 1 })).toMatchObject({ state: "archived" });
    await expect(manager.save({ ...input, version: 2 })).rejects.toMatchObject({
      cause: { reason: "illegal_transition" },
    });
  });

  it("without a code is one of a few that every quote reads", async () => {
    const manager = await as();
    const attempts = Array.from({ length: AUTOMATIC_MAX + 3 }, (_, at) =>
      manager.create({ ...TEN, title: `Sale ${at}` }),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(AUTOMATIC_MAX);
    await sql`update promotions.promotions set active = false where method = 'automatic'`.execute(database.db);
  });
});

describe("the list", () => {
  it("is found by state, code, title and single-use code, and paginated by key", async () => {
    const manager = await as();
    const marked = (more: object) => manager.create({ ...TEN, code: newCode(), title: "Harvest fair", ...more });
    const ids = {
      active: (await marked({})).id,
      scheduled: (await marked({ startsAt: inHours(1) })).id,
      expired: (await marked({ startsAt: inHours(-2), endsAt: inHours(-1) })).id,
      used_up: (await marked({ usageLimit: 1 })).id,
      archived: (await marked({})).id,
    };
    await sql`update promotions.promotions set used = 1 where id = ${ids.used_up}`.execute(database.db);
    await manager.archive({ promotionId: ids.archived, version: 1 });
    for (const [state, id] of Object.entries(ids)) {
      const { items } = await manager.list({ query: "harvest FAIR", state: [state as keyof typeof ids] });
      expect(items.map((item) => [item.id, item.state])).toEqual([[id, state]]);
    }
    const seen: PromotionId[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof manager.list>> = await manager.list({
        query: "harvest",
        limit: 2,
        ...(cursor === null ? {} : { cursor }),
      });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(Object.values(ids).toReversed());
    expect((await manager.list({ query: "100%_nothing" })).items).toEqual([]);
    const { id: many } = await manager.create({ ...TEN, method: "codes" });
    const batchId = newId();
    await manager.createCodes({ promotionId: many, batchId, count: 1, prefix: "once" });
    const { csv } = await manager.exportCodes({ promotionId: many, batchId });
    const code = csv.split("\n")[1]?.split(",")[0] ?? "";
    expect((await manager.list({ query: code.toLowerCase() })).items.map(({ id }) => id)).toEqual([many]);
  });

  it("never reads all promotions or codes", async () => {
    await sql`
      insert into promotions.promotions (id, code, title, kind, created_at)
      select gen_random_uuid(), 'BULK-' || n, 'Bulk ' || n, 'free_shipping', now() - n * interval '1 minute'
      from generate_series(1, 5000) as n`.execute(database.db);
    await sql`
      with batch as (
        insert into promotions.code_batches (id, promotion_id, prefix, size)
        select gen_random_uuid(), id, '', 5000 from promotions.promotions limit 1 returning id, promotion_id
      )
      insert into promotions.codes (code, promotion_id, batch_id)
      select 'ONE-' || n, promotion_id, id from batch, generate_series(1, 5000) as n`.execute(database.db);
    await sql`analyze promotions.promotions, promotions.codes`.execute(database.db);
    const statements: Statement[] = [];
    const db = createDb(recording(database.pool, statements));
    const { nextCursor } = await listPromotions(db, { limit: 50 });
    await listPromotions(db, { limit: 50, cursor: nextCursor ?? "" });
    await listPromotions(db, { limit: 50, query: "bulk 4711" });
    expect(statements).toHaveLength(3);
    const tables = new Set(["promotions.promotions", "promotions.codes"]);
    expect(await findScans(database.pool, statements, tables)).toEqual([]);
  });
});

describe("single-use codes", () => {
  it("are written in a batch of at most 10,000, each different, once however often they are requested", async () => {
    const manager = await as();
    const { id } = await manager.create({ ...TEN, method: "codes", title: "Newsletter" });
    const batch = { promotionId: id, batchId: newId(), count: BATCH_SIZE_MAX, prefix: "NEWS" };
    const [one, two] = await Promise.all([manager.createCodes(batch), manager.createCodes(batch)]);
    expect([one.batches, two.batches]).toMatchObject([[{ size: BATCH_SIZE_MAX }], [{ size: BATCH_SIZE_MAX }]]);
    const { csv, rows } = await manager.exportCodes({ promotionId: id, batchId: batch.batchId });
    const lines = csv.trim().split("\n");
    expect([rows, lines.length, new Set(lines).size]).toEqual([BATCH_SIZE_MAX, BATCH_SIZE_MAX + 1, BATCH_SIZE_MAX + 1]);
    expect(lines.slice(1).every((line) => /^NEWS(-[2-9A-HJKMNP-TV-Z]{4}){3},unused,$/.test(line))).toBe(true);
    await expect(manager.createCodes({ ...batch, count: 5 })).rejects.toMatchObject({
      cause: { reason: "idempotency_conflict" },
    });
    await expect(manager.createCodes({ ...batch, count: BATCH_SIZE_MAX + 1 })).rejects.toMatchObject({
      code: "BAD_REQUEST",
    });
    const plain = await manager.create({ ...TEN, code: newCode() });
    await expect(
      manager.createCodes({ ...batch, batchId: newId(), promotionId: plain.id, count: 1 }),
    ).rejects.toMatchObject({ cause: { reason: "illegal_transition" } });
  });
});
