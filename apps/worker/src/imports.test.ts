import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { ImportId } from "@cartwright/contracts/ids";
import { confirmImportAsStaff, startImportAsStaff } from "@cartwright/core/admin/imports/change-import";
import { getImport } from "@cartwright/core/admin/imports/read-imports";
import { uploadedPath } from "@cartwright/core/catalog/imports/import-files";
import { expectUpload } from "@cartwright/core/catalog/imports/upload-import";
import { newFileKey } from "@cartwright/core/kernel/stored-file";
import { createMember } from "@cartwright/core/testing/fixtures";
import type { Hint } from "@cartwright/contracts/rooms";
import { subscribeToHints } from "@cartwright/realtime/hints";
import { createLogger } from "@cartwright/observability/logger";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runUntilKilled } from "./testing/doomed-worker.ts";
import { createTestShop, type TestShop } from "./testing/harness.ts";
import { until } from "./testing/until.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await createTestShop();
});
afterAll(() => shop.close());

const FILE = "Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price\noak-tray,Oak tray,OT-1,12,24.50\n";

/** Uploads {@link FILE} with another handle, as staff. */
async function upload(handle: string) {
  const actor = await createMember(shop.db);
  const act = { actor, address: "127.0.0.1", requestId: crypto.randomUUID() };
  const key = newFileKey();
  const fileName = `${handle}.csv`;
  const importId = await expectUpload(shop.db, { authorId: actor.userId, storageKey: key, fileName });
  const path = uploadedPath(shop.mediaRoot, key);
  const content = FILE.replaceAll("oak-tray", handle).replaceAll("OT-1", handle);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  await startImportAsStaff(shop.deps, { importId, fileName, bytes: content.length }, act);
  return { importId, act };
}

/** The import once it is in a state, else null. */
async function reached(importId: ImportId, state: string) {
  const found = await getImport(shop.db, importId);
  return found.state === state ? found : null;
}

test("a worker checks an uploaded file and imports it once confirmed, goes on after a restart, and tells open pages", async () => {
  const { db } = shop;
  const told: string[] = [];
  const onHint = (hint: Hint) => {
    if (hint.kind === "imports") told.push(...hint.changes.map(({ state }) => state));
  };
  const logger = createLogger({ name: "test", level: "silent" });
  const hints = await subscribeToHints({
    connectionString: shop.databaseUrl,
    onHint,
    onReconnect: () => undefined,
    logger,
  });
  const { importId, act } = await upload("oak-tray");

  await shop.startWorker();
  const { version } = await until(() => reached(importId, "checked"));

  // It is stopped in the middle of the import, with nothing kept.
  const writing = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  shop.failPoints.arm("import.progress", async (phase) => {
    if (phase !== "writing") return;
    shop.failPoints.disarm("import.progress");
    writing.resolve();
    await gate.promise;
  });
  await confirmImportAsStaff(shop.deps, { importId, version, onlyValid: false }, act);
  await writing.promise;
  const stopped = shop.stopWorker();
  gate.resolve();
  await stopped;
  expect((await getImport(db, importId)).state).toBe("confirmed");
  expect((await sql`select from catalog.products where slug = 'oak-tray'`.execute(db)).rows).toEqual([]);

  await shop.startWorker();
  const done = await until(() => reached(importId, "done"));
  expect(done.counts).toMatchObject({ created: 1 });
  await until(async () => (told.at(-1) === "done" ? true : null));
  // The uploaded file is not kept.
  await until(async () => {
    const { rows } = await sql<{ kept: boolean }>`select has_file as kept from catalog.imports`.execute(db);
    return rows[0]?.kept === false ? true : null;
  });
  await hints.close();
});

test("an import whose worker was killed before its commit is begun again by the next one, and changes the shop once", async () => {
  await shop.stopWorker();
  const { importId, act } = await upload("ash-tray");
  await shop.startWorker();
  const { version } = await until(() => reached(importId, "checked"));
  await shop.stopWorker();
  await confirmImportAsStaff(shop.deps, { importId, version, onlyValid: false }, act);
  await runUntilKilled(shop, { failPoint: "import.before-commit" });
  expect((await getImport(shop.db, importId)).state).toBe("importing");
  expect((await sql`select from catalog.products where slug = 'ash-tray'`.execute(shop.db)).rows).toEqual([]);

  // Its claim ends by itself after a while.
  await sql`update catalog.imports set leased_until = now() where state = 'importing'`.execute(shop.db);
  await shop.startWorker();
  const { counts } = await until(() => reached(importId, "done"));
  expect(counts).toMatchObject({ created: 1, changed: 0 });
  expect((await sql`select from catalog.products where slug = 'ash-tray'`.execute(shop.db)).rows).toHaveLength(1);
});
