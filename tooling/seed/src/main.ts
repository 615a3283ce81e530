import { parseArgs } from "node:util";
import { createDb, createPool, LONG_STATEMENTS } from "@cartwright/db/client";
import { recordSeedProgress } from "@cartwright/dev/seed-progress";
import { readSeedSettings } from "./env.ts";
import { copyPictures } from "./pictures/copy-pictures.ts";
import { readRange, shopPictures } from "./read-range.ts";
import { seedShop } from "./seed-shop.ts";
import { importDemoCharges } from "./import-demo-charges.ts";

/**
 * Fills an empty shop with its demo range, pictures and two weeks of orders, and the sandbox provider's records with their
 * payments. A second run adds only what is missing. `--size small`: two dozen products, for tests.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { size: { type: "string", default: "full" }, small: { type: "boolean" } } });
  const settings = readSeedSettings(process.env);
  const range = await readRange(values.small === true || values.size === "small" ? "small" : "full");
  const progress = recordSeedProgress(settings.dataDir);
  const pictures = shopPictures(range);
  progress.record("pictures", { done: 0, total: pictures.length });
  // Pictures first, so that every product in the database has its files.
  await copyPictures(pictures, settings.mediaDir);
  progress.record("products and orders");
  const db = createDb(
    createPool({
      connectionString: settings.databaseUrl,
      applicationName: "cartwright-seed",
      poolMax: 2,
      ...LONG_STATEMENTS,
    }),
  );
  try {
    const written = await seedShop(db, { range, logins: settings.logins });
    // At each start, in case the last one was interrupted in between.
    await importDemoCharges(db, settings.provider);
    console.log(
      written ? `Seeded ${written.products} products and ${written.orders} orders.` : "The shop has its range already.",
    );
  } finally {
    progress.end();
    await db.destroy();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
