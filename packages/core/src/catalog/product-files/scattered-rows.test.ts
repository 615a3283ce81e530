import { sql } from "kysely";
import { expect, test } from "vitest";
import { found, succeeded } from "./testing/csv-files.ts";
import { importRig } from "./testing/import-rig.ts";

const rig = importRig();
const HEADER = "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty";
const PRODUCTS = 900;
const SIZES = ["S", "M", "L"];

/** A file that is sorted by size: the rows of each product are as far apart as the file allows. */
const bySize = SIZES.flatMap((size, round) =>
  Array.from({ length: PRODUCTS }, (_, index) => {
    const own = round === 0 ? `Product ${index},Size` : ",";
    return `p-${index},${own},${size},P-${index}-${size},1.00,${round === 2 ? -1 : 4}`;
  }),
);

test("joins the rows of products however far apart they are", async () => {
  const report = succeeded(await rig.run([HEADER, ...bySize].join("\n")));
  expect(report).toMatchObject({
    file: { rows: 3 * PRODUCTS },
    products: { created: PRODUCTS },
    variants: { created: 3 * PRODUCTS },
    errors: 0,
    warnings: PRODUCTS,
  });
  expect(found(report)[0]).toBe(
    `Line ${2 * PRODUCTS + 2}, Variant Inventory Qty, “-1”: The number is below zero. Read as 0.`,
  );
  const { rows } = await sql<{ options: string[] }>`
    select array_agg(v.options[1] order by v.position) as options from catalog.variants v group by v.product_id`.execute(
    rig.db,
  );
  expect(new Set(rows.map(({ options }) => options.join()))).toEqual(new Set(["S,M,L"]));
  expect(succeeded(await rig.run([HEADER, ...bySize].join("\n")))).toMatchObject({
    products: { unchanged: PRODUCTS },
    variants: { unchanged: 3 * PRODUCTS },
  });
});

test("leaves out a product whole when one of its rows, far below, has an error", async () => {
  const file = [HEADER, ...bySize, "p-0,,,XL,P-0-XL,free,1"].join("\n");
  const report = succeeded(await rig.run(file, { onlyValid: true }));
  expect(report).toMatchObject({ products: { created: PRODUCTS - 1, skipped: 1 }, errors: 1 });
});
