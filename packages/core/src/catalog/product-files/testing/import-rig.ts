import { readFileSync } from "node:fs";
import type { VariantId } from "@cartwright/contracts/ids";
import type { ImportEntry, ImportReport } from "@cartwright/contracts/product-import";
import type { Db } from "@cartwright/db/client";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach } from "vitest";
import type { Deps } from "../../../kernel/deps.ts";
import { testDeps } from "../../../testing/fixtures.ts";
import { exportProducts } from "../export-products.ts";
import { importProducts } from "../import-products.ts";
import type { ImportSource } from "../import-source.ts";
import { fileOf } from "./csv-files.ts";

type Options = Partial<Omit<ImportSource, "open">>;

/** A file of the folder `fixtures`, byte for byte. */
export const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/${name}.csv`, import.meta.url));

export interface VariantState {
  readonly product: string;
  readonly sku: string | null;
  readonly price: number;
  readonly policy: string | null;
  readonly onHand: number | null;
}

/** A database for the tests of one file, with an empty catalogue for each test. */
export function importRig() {
  let database: TestDatabase | undefined;
  const open = (): TestDatabase => {
    if (!database) throw new Error("the database is created before the first test");
    return database;
  };
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => open().close());
  // Movements are append-only, except for a test, which starts again.
  beforeEach(async () => {
    const { db } = open();
    await sql`alter table inventory.movements disable trigger all`.execute(db);
    await sql`truncate catalog.products, catalog.categories, catalog.words, inventory.stock, inventory.reservations, inventory.movements, saga.outbox cascade`.execute(
      db,
    );
    await sql`alter table inventory.movements enable trigger all`.execute(db);
  });
  const deps = (): Deps => testDeps(open().db);
  return {
    get db() {
      return open().db;
    },
    deps,
    run: (content: string | Buffer, options: Options = {}): Promise<ImportReport> =>
      importProducts(deps(), { dryRun: false, ...fileOf(content), ...options }),
    /** An import, with all its findings instead of the first. */
    runWhole: async (content: string | Buffer, options: Options = {}): Promise<ImportEntry[]> => {
      const all: ImportEntry[] = [];
      const writeEntries: ImportSource["writeEntries"] = async (pages) => {
        for await (const page of pages) all.push(...page);
      };
      await importProducts(deps(), { dryRun: false, ...fileOf(content), ...options, writeEntries });
      return all;
    },
    exported: async (): Promise<string> => {
      let text = "";
      const write = async (part: string) => {
        text += part;
      };
      await exportProducts(deps(), { write });
      return text;
    },
    snapshot: () => snapshotOf(open().db),
    variants: () => variantsOf(open().db),
    variantIdOf: async (sku: string): Promise<VariantId | undefined> => {
      const { rows } = await sql<{ id: VariantId }>`select id from catalog.variants where sku = ${sku}`.execute(
        open().db,
      );
      return rows[0]?.id;
    },
  };
}

/** Everything that an import may write, to compare before with after. */
async function snapshotOf(db: Db): Promise<unknown> {
  const { rows } = await sql`
    select (select json_agg(p order by slug) from catalog.products p) as products,
      (select json_agg(v order by id) from catalog.variants v) as variants,
      (select json_agg(o order by product_id, position) from catalog.product_options o) as options,
      (select json_agg(i order by id) from catalog.images i) as images,
      (select json_agg(c order by slug) from catalog.categories c) as categories,
      (select json_agg(s order by variant_id) from inventory.stock s) as stock,
      (select count(*) from inventory.movements) as movements, (select count(*) from saga.outbox) as outbox`.execute(
    db,
  );
  return rows[0];
}

async function variantsOf(db: Db): Promise<VariantState[]> {
  const { rows } = await sql<VariantState>`
    select p.slug as product, v.sku, v.price_minor as price, s.policy, s.on_hand as "onHand"
    from catalog.variants v join catalog.products p on p.id = v.product_id
    left join inventory.stock s on s.variant_id = v.id
    where v.status = 'active' order by p.slug, v.position`.execute(db);
  return rows;
}
