import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { ImportReport } from "@cartwright/contracts/product-import";
import { describeReport } from "@cartwright/core/catalog/product-files/describe-report";
import { exportProducts } from "@cartwright/core/catalog/product-files/export-products";
import { importProducts } from "@cartwright/core/catalog/product-files/import-products";
import { isAppError } from "@cartwright/core/kernel/app-error";
import { catalogBar } from "./catalog-bar.ts";
import { type CommandHelp, commandLine, describeCommand } from "./command-line.ts";
import { type OpenShop, openShop } from "./open-shop.ts";
import { StackError } from "./stack-error.ts";
import { writeReport } from "./write-report.ts";

/**
 * `npm run catalog -- import FILE` and `export FILE`: products as a CSV file in Shopify's format. Ends with 0 when it is done,
 * 1 when the file was refused or something failed, 2 when it was called wrongly.
 */
const HELP: CommandHelp = {
  name: "npm run catalog",
  does: "Imports and exports products as a CSV file in Shopify's format.",
  forms: ["import FILE [--dry-run] [--only-valid] [--report REPORT]", "export FILE"],
  options: {
    "dry-run": { type: "boolean", says: "check the file and report what an import would do; keep nothing" },
    "only-valid": { type: "boolean", says: "import what has no errors, instead of nothing" },
    report: {
      type: "string",
      value: "REPORT",
      says: "write all findings to a file: a table if it ends in .csv, data if it ends in .json, else text",
    },
  },
  examples: ["npm run catalog -- import products.csv --dry-run", "npm run catalog -- export products.csv"],
  exits: { 0: "when it is done", 1: "when the file was refused or something failed", 2: "when it was called wrongly" },
};

const NUMBERS = new Intl.NumberFormat("en");
const count = (amount: number) => NUMBERS.format(amount);

async function runImport(shop: OpenShop, command: Command): Promise<number> {
  const { file, dryRun, onlyValid, reportFile } = command;
  const { size } = await stat(file);
  const bar = catalogBar();
  const since = performance.now();
  let report: ImportReport;
  const target = reportFile === null ? null : writeReport(reportFile);
  try {
    report = await importProducts(shop.deps, {
      open: () => createReadStream(file),
      dryRun,
      onlyValid,
      ...(target ? { writeEntries: target.writeEntries } : {}),
      onProgress(progress) {
        if (progress.phase === "reading")
          bar.show("Reading", { value: progress.bytes, total: size, note: `${count(progress.rows)} rows` });
        else bar.show("Writing", { value: progress.step, total: progress.steps, note: progress.doing });
      },
    });
    await target?.finish(report);
  } finally {
    bar.end();
  }
  const lines = describeReport(report, {
    onlyValidFlag: "--only-valid",
    reportFlag: "--report FILE",
    ...(reportFile === null ? {} : { file: reportFile }),
  });
  const isRefused = report.outcome === "refused";
  for (const line of lines) {
    if (isRefused) console.error(line);
    else console.log(line);
  }
  if (!isRefused) console.log(`  ${((performance.now() - since) / 1_000).toFixed(1)} s`);
  return isRefused ? 1 : 0;
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

interface Command {
  readonly action: "import" | "export";
  readonly file: string;
  readonly dryRun: boolean;
  readonly onlyValid: boolean;
  readonly reportFile: string | null;
}

/** Null when it was called wrongly. */
function readCommand(): Command | null {
  const { values, positionals } = commandLine(HELP);
  const [action, file, ...rest] = positionals;
  if ((action !== "import" && action !== "export") || file === undefined || rest.length > 0) return null;
  const dryRun = values["dry-run"] === true;
  const onlyValid = values["only-valid"] === true;
  const report = typeof values["report"] === "string" ? values["report"] : undefined;
  if (action === "export" && (dryRun || onlyValid || report !== undefined)) return null;
  return {
    action,
    file: placeOf(file),
    dryRun,
    onlyValid,
    reportFile: report === undefined ? null : placeOf(report),
  };
}

// npm runs scripts in the project's root; a path means the folder that the person is in.
const placeOf = (file: string) => path.resolve(process.env["INIT_CWD"] ?? ".", file);

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
    console.error(describeCommand(HELP));
    return 2;
  }
  if (command.action === "import") await stat(command.file);
  const shop = await openShop(process.env);
  leaveOnRequest(shop);
  try {
    return command.action === "import" ? await runImport(shop, command) : await runExport(shop, command.file);
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
