import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { AdminImport } from "@cartwright/contracts/product-imports";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { makeTempFolder, type TempFolder } from "@cartwright/db/testing/temp-folder";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startImportAsStaff } from "../../admin/imports/change-import.ts";
import { getImport } from "../../admin/imports/read-imports.ts";
import { ArmedFailPoints } from "../../kernel/fail-points.ts";
import { createMember, testDeps } from "../../testing/fixtures.ts";
import { newFileKey } from "../../kernel/stored-file.ts";
import { uploadedPath } from "./import-files.ts";
import { runNextImport } from "./run-imports.ts";
import { expectUpload } from "./upload-import.ts";

let database: TestDatabase;
let folder: TempFolder;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await makeTempFolder("imports");
});
afterAll(async () => {
  await database.close();
  await folder.remove();
});

/** Uploads a file, has it checked, and returns the import. */
async function check(content: string): Promise<AdminImport> {
  const { db } = database;
  const actor = await createMember(db, { role: "manager" });
  const deps = { ...testDeps(db), failPoints: new ArmedFailPoints(), mediaRoot: folder.path, importDb: db };
  const key = newFileKey();
  const fileName = "products.csv";
  const importId = await expectUpload(db, { authorId: actor.userId, storageKey: key, fileName });
  const path = uploadedPath(folder.path, key);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  const bytes = Buffer.byteLength(content);
  const act = { actor, address: "127.0.0.1", requestId: "test" };
  await startImportAsStaff(deps, { importId, fileName, bytes }, act);
  await runNextImport(deps, new AbortController().signal);
  return getImport(db, importId);
}

describe("what PostgreSQL cannot store", () => {
  test.each([
    ["a NUL in a column's name", "Handle,Title,Variant Price,Bad\0Col\noak-tray,Oak tray,1,x\n"],
    ["a NUL in a handle", "Handle,Title,Variant Price\noak\0tray,Oak tray,1\n"],
    [
      "a column's name that is cut within a sign",
      `Handle,Title,Variant Price,${"x".repeat(199)}👕\noak-tray,Oak tray,1,x\n`,
    ],
    ["a NUL in a location", "Handle,SKU,Location,On hand (new)\noak-tray,OT-1,Main\0,3\n"],
    ["a long location", `Handle,SKU,Location,On hand (new)\noak-tray,OT-1,${"x".repeat(5_000)},3\n`],
  ])("is left out, and is no fault of the shop: %s", async (_what, content) => {
    const found = await check(content);
    expect(["checked", "failed"]).toContain(found.state);
    expect(found.error).not.toBe("fault");
    expect(() => AdminImport.parse(found)).not.toThrow();
  });
});

test("a finding about a long handle can be shown", async () => {
  const rows = Array.from({ length: 501 }, (_, index) => `${"x".repeat(220)},,S-${index},1,1.00`);
  const header = "Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price";
  const found = await check([header, "oak-tray,Oak tray,OT-1,12,24.50", ...rows, ""].join("\n"));
  expect(found.report?.errors).toBeGreaterThan(0);
  expect(() => AdminImport.parse(found)).not.toThrow();
});
