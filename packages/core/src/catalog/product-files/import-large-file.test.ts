import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { TEST_MS_MAX } from "@cartwright/contracts/testing/time-limits";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDeps } from "../../testing/fixtures.ts";
import { importProducts } from "./import-products.ts";
import type { ImportProgress } from "./import-source.ts";
import { listProducts } from "../list-products.ts";
import { generatedFile, succeeded } from "./testing/csv-files.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void; // what the flag adds

/** What is in use. What other test files of this process have left behind is collected first. */
function liveHeapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** A collection takes a tenth of a second. */
const MEASURED_EVERY = 8;

test(
  "imports 50,000 rows within bounded memory, reports progress, and changes nothing the second time",
  { timeout: 3 * TEST_MS_MAX },
  async () => {
    const rows = 50_000;
    const progress: ImportProgress[] = [];
    let peak = 0;
    const before = liveHeapBytes();
    const source = {
      ...generatedFile(rows),
      dryRun: false,
      onProgress: (step: ImportProgress) => {
        progress.push(step);
        if (progress.length % MEASURED_EVERY === 0) peak = Math.max(peak, liveHeapBytes());
      },
    };
    const report = succeeded(await importProducts(testDeps(database.db), source));
    const products = Math.ceil(rows / 3);
    expect(report).toMatchObject({
      file: { rows },
      products: { created: products },
      variants: { created: rows },
      categoriesCreated: 12,
    });
    expect(peak).toBeGreaterThan(0);
    expect(peak - before).toBeLessThan(50_000_000);
    expect(progress.filter((step) => step.phase === "reading").length).toBeGreaterThan(10);
    expect(progress.at(-1)).toMatchObject({ phase: "writing", doing: "done" });
    expect((await listProducts(database.db, { limit: 1, category: "type-3" })).total).toBe(
      Math.ceil((products - 3) / 12),
    );
    const { rows: events } = await sql`select payload from saga.outbox where name = 'catalog.changed'`.execute(
      database.db,
    );
    expect(events).toEqual([{ payload: { productIds: [], slugs: [], lists: true } }]);
    const part = { ...generatedFile(6_000), dryRun: false };
    expect(succeeded(await importProducts(testDeps(database.db), part))).toMatchObject({
      products: { created: 0, changed: 0, unchanged: 2_000 },
      variants: { created: 0, changed: 0 },
      stock: { changed: 0 },
    });
  },
);
