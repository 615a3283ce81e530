import { describe, expect, it } from "vitest";
import { ARROWS } from "./arrows.ts";
import { checkCycles, checkTestCode, checkZones } from "./cycles.ts";
import { checkArrows, checkBrowser, checkHouse } from "./rules.ts";
import { parseSource } from "./source-files.ts";
import { checkTables } from "./tables.ts";

const messages = (findings: readonly { message: string }[]) => findings.map((finding) => finding.message);

describe("the graph check sees what it must refuse", () => {
  it("refuses an arrow that the table does not list, types included", () => {
    const files = [
      parseSource(
        "packages/core/src/cart/set-line.ts",
        `import type { A } from "../saga/flows/checkout/place-order.ts";`,
      ),
      parseSource("packages/core/src/saga/flows/checkout/place-order.ts", `export interface A { b: 1 }`),
    ];
    expect(messages(checkArrows(files))).toEqual([
      "core/cart may not import core/saga/flows (../saga/flows/checkout/place-order.ts)",
    ]);
  });

  it("refuses an arrow between packages, re-exports and dynamic imports included", () => {
    const files = [
      parseSource("packages/contracts/src/a.ts", `export { x } from "@cartwright/db/client";`),
      parseSource("packages/ui/src/b.ts", `await import("@cartwright/core/kernel/ids");`),
      parseSource("packages/db/src/client.ts", `export const x = 1;`),
    ];
    expect(messages(checkArrows(files))).toEqual([
      "contracts may not import db (@cartwright/db/client)",
      "ui may not import core/kernel (@cartwright/core/kernel/ids)",
    ]);
  });

  it("refuses a sealed library outside of its door, and lets the door through", () => {
    const files = [
      parseSource("apps/worker/src/x.ts", `import { Queue } from "bullmq";`),
      parseSource("packages/queue/src/x.ts", `import { Queue } from "bullmq";`),
    ];
    expect(messages(checkArrows(files))).toEqual(["bullmq may be imported by queue only"]);
  });

  it("finds a cycle across files, type-only imports included", () => {
    const cycle = [
      parseSource("packages/db/src/a.ts", `import { b } from "./b.ts"; export const a = b;`),
      parseSource("packages/db/src/b.ts", `import { c } from "./c.ts"; export const b = c;`),
      parseSource("packages/db/src/c.ts", `import { a } from "./a.ts"; export const c = () => a;`),
    ];
    expect(messages(checkCycles(cycle))).toEqual([
      "import cycle: packages/db/src/a.ts -> packages/db/src/b.ts -> packages/db/src/c.ts -> packages/db/src/a.ts",
    ]);
    const typesOnly = [
      parseSource("packages/db/src/a.ts", `import type { B } from "./b.ts"; export type A = B;`),
      parseSource("packages/db/src/b.ts", `import { type A } from "./a.ts"; export type B = A | null;`),
    ];
    expect(messages(checkCycles(typesOnly))).toEqual([
      "import cycle: packages/db/src/a.ts -> packages/db/src/b.ts -> packages/db/src/a.ts",
    ]);
  });

  it("finds a cycle in the table of zones, and the table has none", () => {
    const arrows = { "web/http": ["contracts"], "web/auth": ["web/http", "web/edge"], "web/edge": ["web/auth"] };
    expect(messages(checkZones(arrows))).toEqual(["cycle of zones: web/auth -> web/edge -> web/auth"]);
    expect(checkZones(ARROWS)).toEqual([]);
  });

  it("refuses an import of the composition root, and imports up the layers of web", () => {
    const files = [
      parseSource("apps/web/src/deps.ts", `export interface WebDeps { a: 1 }`),
      parseSource("apps/web/src/edge/a.ts", `import type { WebDeps } from "../deps.ts"; export type A = WebDeps;`),
      parseSource("apps/web/src/auth/b.ts", `import type { A } from "../edge/a.ts"; export type B = A;`),
      parseSource("apps/web/src/http/c.ts", `import type { B } from "../auth/b.ts"; export type C = B;`),
    ];
    expect(messages(checkArrows(files))).toEqual([
      "web/edge may not import web/root (../deps.ts)",
      "web/auth may not import web/edge (../edge/a.ts)",
      "web/http may not import web/auth (../auth/b.ts)",
    ]);
  });

  it("keeps tests and fixtures out of the shop", () => {
    const files = [
      parseSource("packages/db/src/testing/database.ts", `export const a = 1;`),
      parseSource("packages/db/src/client.ts", `import { a } from "./testing/database.ts"; export const b = a;`),
      parseSource("packages/db/src/client.test.ts", `import { a } from "./testing/database.ts"; export const c = a;`),
      parseSource(
        "tooling/bench/src/main.ts",
        `import { a } from "@cartwright/db/testing/database"; export const d = a;`,
      ),
    ];
    expect(checkTestCode(files).map((finding) => finding.path)).toEqual(["packages/db/src/client.ts"]);
  });

  it("refuses barrels, vague folders and a second reader of the environment", () => {
    const files = [
      parseSource("packages/core/src/cart/index.ts", `export const a = 1;`),
      parseSource("packages/core/src/cart/all.ts", `export * from "./index.ts";`),
      parseSource("packages/core/src/cart/helpers/x.ts", `export const x = process.env["X"];`),
    ];
    expect(checkHouse(files).map((finding) => finding.path)).toEqual([
      "packages/core/src/cart/index.ts",
      "packages/core/src/cart/all.ts",
      "packages/core/src/cart/helpers/x.ts",
      "packages/core/src/cart/helpers/x.ts",
    ]);
  });

  it("keeps server code out of the browser, types excepted", () => {
    const files = [
      parseSource("apps/web/src/features/cart/a.ts", `import { appRouter } from "@cartwright/api/root";`),
      parseSource("apps/web/src/features/cart/b.ts", `import type { AppRouter } from "@cartwright/api/root";`),
      parseSource("apps/web/src/features/cart/c.ts", `import { gateway } from "@cartwright/realtime/gateway";`),
    ];
    expect(checkBrowser(files).map((finding) => finding.path)).toEqual([
      "apps/web/src/features/cart/a.ts",
      "apps/web/src/features/cart/c.ts",
    ]);
  });

  it("keeps an area out of another area's tables, and read models from writing", () => {
    const tables = ["inventory.stock", "cart.lines"];
    const files = [
      parseSource("packages/core/src/cart/a.sql.ts", `db.selectFrom("inventory.stock"); db.selectFrom("cart.lines");`),
      parseSource("packages/core/src/admin/b.sql.ts", `db.selectFrom("inventory.stock");`),
      parseSource("packages/core/src/admin/c.sql.ts", `db.updateTable("inventory.stock");`),
    ];
    const elsewhere = ["tooling/seed/src/write.ts", "packages/db/src/migrations/0001.ts", "apps/worker/src/a.test.ts"];
    const free = elsewhere.map((path) => parseSource(path, `db.updateTable("inventory.stock");`));
    expect(checkTables(free, tables)).toEqual([]);
    expect(messages(checkTables(files, tables))).toEqual([
      "core/cart may not touch inventory.stock: call its owner",
      "core/admin may not write inventory.stock: call its owner",
    ]);
  });

  it("does not skip what it cannot parse", () => {
    expect(() => parseSource("packages/db/src/a.ts", "import {")).toThrow(/a\.ts/);
  });
});
