import { parseArgs } from "node:util";
import { createDb, createPool, LONG_STATEMENTS } from "@cartwright/db/client";
import { recordSeedProgress } from "@cartwright/dev/seed-progress";
import cliProgress from "cli-progress";
import { paintPictures } from "./art/paint-pictures.ts";
import { shopPictures } from "./art/shop-pictures.ts";
import { readSeedSettings } from "./env.ts";
import { readRange } from "./read-range.ts";
import { seedShop } from "./seed-shop.ts";
import { importDemoCharges } from "./import-demo-charges.ts";

/**
 * Fills an empty shop with its demo range, pictures and two weeks of orders, and the sandbox provider's records with their
 * payments. A second run adds only what is missing. `--size small`: two dozen products and no AVIF, for tests.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { size: { type: "string", default: "full" }, small: { type: "boolean" } } });
  const small = values.small === true || values.size === "small";
  const settings = readSeedSettings(process.env);
  const range = await readRange(small ? "small" : "full");
  const pictures = shopPictures(range);
  const bar = new cliProgress.SingleBar(
    {
      format: "Painting pictures [{bar}] {value}/{total}",
      hideCursor: true,
      noTTYOutput: true,
      notTTYSchedule: 5_000,
      stream: process.stderr,
    },
    cliProgress.Presets.shades_classic,
  );
  const progress = recordSeedProgress(settings.dataDir);
  let painted = 0;
  const onPainted = () => {
    bar.increment();
    progress.record("pictures", { done: ++painted, total: pictures.length });
  };
  bar.start(pictures.length, 0);
  progress.record("pictures", { done: 0, total: pictures.length });
  try {
    // Pictures first, so that every product in the database has its files.
    await paintPictures(pictures, { folder: settings.mediaDir, avif: !small, onPainted });
  } finally {
    bar.stop();
  }
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
