import { readFileSync } from "node:fs";
import { zoneOf } from "./arrows.ts";
import { type Finding, isTest } from "./finding.ts";
import type { SourceFile } from "./source-files.ts";

/** Which tables a zone may name. A schema means all of its tables. Every other table belongs to another area. */
const TABLES_OF: Readonly<Record<string, readonly string[]>> = {
  "core/kernel": ["audit.entries"],
  "core/outbox": ["saga.outbox", "saga.inbox", "saga.dead_letters"],
  "core/queues": ["saga.queues", "saga.queue_figures", "saga.workers"],
  "core/catalog": ["catalog"],
  "core/accounts": ["accounts"],
  "core/inventory": ["inventory"],
  "core/payments": ["payments"],
  "core/cart": ["cart"],
  "core/promotions": ["promotions"],
  "core/orders": ["orders"],
  "core/notifications": ["notifications"],
  "core/invoices": ["invoices"],
  "core/visits": ["visits"],
  "core/webhooks": ["webhooks"],
  "core/saga/engine": ["saga.sagas", "saga.journal"],
  limits: ["accounts.rate_limits"],
};

/** The zone of the back office's read models: it reads the tables of all areas, and writes none. */
const READ_MODELS = "core/admin";
/** The rule is for code that runs in the shop. Migrations define all tables; tooling and tests fill and inspect whole databases. */
const isShopCode = (path: string) =>
  /^(apps|packages)\/[a-z-]+\/src\//.test(path) && !path.startsWith("packages/db/") && !isTest(path);

const WRITE =
  /(insertInto|updateTable|deleteFrom|mergeInto)\(\s*["'`]|\b(insert into|update|delete from|truncate)\s+[a-z]+\.[a-z_]+/;

/** Names of all tables, `schema.table`, from the generated types. */
export function readTableNames(root: string): string[] {
  const text = readFileSync(`${root}/packages/db/src/generated/schema.ts`, "utf8");
  return [...text.matchAll(/^ {2}"([a-z]+\.[a-z_]+)":/gm)].map((match) => match[1] ?? "");
}

/** Statements that reach into another area's tables. */
export function checkTables(files: readonly SourceFile[], tables: readonly string[]): Finding[] {
  // A table is named at the start of a string (the query builder) or after a keyword of SQL; `cart.lines` alone is a property.
  const names = tables.map((table) => table.replace(".", "\\.")).join("|");
  const named = new RegExp(`(?<=["'\`]|\\b(?:from|join|into|update|using|table)\\s+)(?:${names})\\b`, "g");
  const findings: Finding[] = [];
  for (const file of files) {
    if (!isShopCode(file.path)) continue;
    const zone = zoneOf(file.path) ?? "";
    const own = TABLES_OF[zone] ?? [];
    file.text.split("\n").forEach((text, index) => {
      if (/^\s*(\*|\/\/|\/\*)/.test(text)) return;
      for (const [table] of text.matchAll(named)) {
        if (own.includes(table) || own.includes(table.split(".")[0] ?? "")) continue;
        if (zone === READ_MODELS && !WRITE.test(text)) continue;
        findings.push({
          path: file.path,
          line: index + 1,
          message: `${zone} may not ${zone === READ_MODELS ? "write" : "touch"} ${table}: call its owner`,
        });
      }
    });
  }
  return findings;
}
