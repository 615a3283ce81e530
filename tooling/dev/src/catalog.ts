import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { exportProducts } from "@cartwright/core/catalog/export-products";
import { importProducts } from "@cartwright/core/catalog/import-products";
import { describeProblem, type ImportReport } from "@cartwright/core/catalog/import-report";
import { isAppError } from "@cartwright/core/kernel/app-error";
import { catalogBar } from "./catalog-bar.ts";
import { type OpenShop, openShop } from "./open-shop.ts";
import { StackError } from "./stack-error.ts";

/**
 * `npm run catalog -- import FILE [--dry-run]` and `export FILE`: products as a CSV file in Shopify's format. Ends with 0
 * when it is done, 1 when the file was refused or something failed, 2 when it was called wrongly.
 */
const USAGE = "Usage: npm run catalog -- import FILE [--dry-run]\n       npm run catalog -- export FILE";

const NUMBERS = new Intl.NumberFormat("en");
const count = (amount: number) => NUMBERS.format(amount);

async function runImport(shop: OpenShop, file: string, dryRun: boolean): Promise<number> {
  const { size } = await stat(file);
  const bar = catalogBar();
  const since = performance.now();
  let report: ImportReport;
  try {
    report = await importProducts(shop.deps, {
      open: () => createReadStream(file),
      dryRun,
      onProgress(progress) {
        if (progress.phase === "reading")
          bar.show("Reading", { value: progress.bytes, total: size, note: `${count(progress.rows)} rows` });
        else bar.show("Writing", { value: progress.step, total: progress.steps, note: progress.doing });
      },
    });
  } finally {
    bar.end();
  }
  const seconds = ((performance.now() - since) / 1_000).toFixed(1);
  if (!report.ok) {
    for (const problem of report.problems) console.error(describeProblem(problem));
    const hidden = report.problemCount - report.problems.length;
    if (hidden > 0) console.error(`... and ${count(hidden)} more.`);
    const problems = report.problemCount === 1 ? "1 problem" : `${count(report.problemCount)} problems`;
    console.error(`${problems} in ${count(report.rows)} rows. Nothing was imported.`);
    return 1;
  }
  const { products, variants } = report;
  console.log(`${dryRun ? "Would import" : "Imported"} ${count(report.rows)} rows (${seconds} s).`);
  console.log(
    `  products: ${count(products.created)} created, ${count(products.changed)} changed, ${count(products.unchanged)} as they were`,
  );
  console.log(
    `  variants: ${count(variants.created)} created, ${count(variants.changed)} changed, ${count(variants.unchanged)} as they were, ${count(variants.discontinued)} discontinued`,
  );
  console.log(`  stock: ${count(report.stockChanged)} changed; categories: ${count(report.categoriesCreated)} created`);
  if (report.stockKept > 0) {
    console.error(`  ${count(report.stockKept)} variants keep more stock than the file says: open orders hold it.`);
  }
  if (dryRun) console.log("This was a dry run: nothing was kept.");
  return 0;
}

async function runExport(shop: OpenShop, file: string): Promise<number> {
  const bar = catalogBar();
  const partial = `${file}.part`;
  const stream = createWriteStream(partial);
  const failed = new Promise<never>((_, reject) => stream.once("error", reject));
  failed.catch(() => undefined); // raced below, while there is something to write
  const write = (text: string) =>
    Promise.race([
      failed,
      new Promise<void>((resolve) => {
        if (stream.write(text)) resolve();
        else stream.once("drain", resolve);
      }),
    ]);
  try {
    const { products, rows } = await exportProducts(shop.deps, {
      write,
      onProgress: (progress) =>
        bar.show("Exporting", { value: progress.products, total: progress.total, note: "products" }),
    });
    await Promise.race([failed, new Promise<void>((resolve) => stream.end(resolve))]);
    await rename(partial, file);
    bar.end();
    console.log(`Exported ${count(products)} products in ${count(rows)} rows to ${file}.`);
    return 0;
  } finally {
    bar.end();
    stream.destroy();
    await rm(partial, { force: true });
  }
}

function readCommand() {
  try {
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { "dry-run": { type: "boolean" } } });
    const [action, file, ...rest] = positionals;
    const known = action === "import" || (action === "export" && !values["dry-run"]);
    if (!known || file === undefined || rest.length > 0) return null;
    // npm runs scripts in the project's root; a path means the folder that the person is in.
    return { action, file: path.resolve(process.env["INIT_CWD"] ?? ".", file), dryRun: values["dry-run"] ?? false };
  } catch {
    return null;
  }
}

/** What a person at the terminal is told of a failure. */
function inWords(error: unknown): string {
  if (isAppError(error) || error instanceof StackError) return error.message;
  if (error instanceof Error && "code" in error) {
    if (error.code === "ENOENT") return "There is no such file or folder.";
    if (error.code === "EACCES") return "The file may not be read or written.";
    if (error.code === "EISDIR") return "That is a folder, not a file.";
    if (error.code === "ECONNREFUSED") return "The database does not respond. `npm run doctor` says more.";
  }
  return error instanceof Error ? error.message : String(error);
}

/** Ctrl-C, a closed terminal, or the end of the door that started us: nothing is left running, nothing half written. */
function leaveOnRequest(shop: OpenShop): void {
  const leave = () => {
    console.error("\nStopped. Nothing was changed.");
    void shop.abandon().finally(() => process.exit(130));
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, leave);
  process.once("disconnect", () => process.exitCode === undefined && leave());
}

async function main(): Promise<number> {
  const command = readCommand();
  if (!command) {
    console.error(USAGE);
    return 2;
  }
  if (command.action === "import") await stat(command.file);
  const shop = await openShop(process.env);
  leaveOnRequest(shop);
  try {
    return command.action === "import"
      ? await runImport(shop, command.file, command.dryRun)
      : await runExport(shop, command.file);
  } finally {
    await shop.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(inWords(error));
  process.exitCode = 1;
}
if (process.connected) process.disconnect();
