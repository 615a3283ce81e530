import { access, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { ImportId } from "@cartwright/contracts/ids";
import { type AdminImport, IMPORT_FILES_MAX } from "@cartwright/contracts/product-imports";
import { createDb, createPool, LONG_STATEMENTS } from "@cartwright/db/client";
import { inTransaction } from "@cartwright/db/transaction";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { makeTempFolder, type TempFolder } from "@cartwright/db/testing/temp-folder";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cancelImportAsStaff, confirmImportAsStaff, startImportAsStaff } from "../../admin/imports/change-import.ts";
import { getImport, listImports } from "../../admin/imports/read-imports.ts";
import { ArmedFailPoints } from "../../kernel/fail-points.ts";
import { createMember, testDeps } from "../../testing/fixtures.ts";
import { newFileKey } from "../../kernel/stored-file.ts";
import { findingsPathOf, uploadedPath } from "./import-files.ts";
import { type ImporterDeps, runNextImport } from "./run-imports.ts";
import { sweepImports } from "./sweep-imports.ts";
import { expectUpload } from "./upload-import.ts";

const HEADER = "Handle,Title,Variant SKU,Variant Inventory Qty,Variant Price";
const file = (...rows: string[]) => [HEADER, ...rows, ""].join("\n");
const GOOD = file("oak-tray,Oak tray,OT-1,12,24.50", "ash-tray,Ash tray,AT-1,3,9.50");
const ONE_BAD = file("oak-tray,Oak tray,OT-1,12,24.50", "ash-tray,Ash tray,AT-1,3,ten euros");

let database: TestDatabase;
let folder: TempFolder;
let actor: Awaited<ReturnType<typeof createMember>>;
let failPoints: ArmedFailPoints;
let deps: ImporterDeps;
const running = new AbortController().signal;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await makeTempFolder("imports");
  actor = await createMember(database.db, { role: "manager" });
});
afterAll(async () => {
  await database.close();
  await folder.remove();
});
beforeEach(async () => {
  failPoints = new ArmedFailPoints();
  deps = { ...testDeps(database.db), failPoints, mediaRoot: folder.path, importDb: database.db };
  await sql`alter table inventory.movements disable trigger all`.execute(database.db);
  await sql`truncate catalog.imports, catalog.products, inventory.stock, inventory.movements, saga.outbox cascade`.execute(
    database.db,
  );
  await sql`alter table inventory.movements enable trigger all`.execute(database.db);
});

const act = () => ({ actor, address: "127.0.0.1", requestId: "00000000-0000-4000-8000-000000000000" });

async function upload(content: string | Buffer, fileName = "products.csv"): Promise<AdminImport & { key: string }> {
  const key = newFileKey();
  const importId = await expectUpload(database.db, { authorId: actor.userId, storageKey: key, fileName });
  const path = uploadedPath(folder.path, key);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  const bytes = Buffer.byteLength(content);
  return { ...(await startImportAsStaff(deps, { importId, fileName, bytes }, act())), key };
}

const read = (id: ImportId) => getImport(database.db, id);
const work = () => runNextImport(deps, running);
const confirm = async (id: ImportId, onlyValid = false) =>
  confirmImportAsStaff(deps, { importId: id, version: (await read(id)).version, onlyValid }, act());
const cancel = async (id: ImportId) =>
  cancelImportAsStaff(deps, { importId: id, version: (await read(id)).version }, act());
const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

async function slugs(): Promise<string[]> {
  const { rows } = await sql<{ slug: string }>`select slug from catalog.products order by slug`.execute(database.db);
  return rows.map(({ slug }) => slug);
}

async function audited(): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`
    select action from audit.entries where subject_kind = 'import' order by id`.execute(database.db);
  return rows.map(({ action }) => action);
}

/** Holds a run at its first sign of progress until it is let go. */
function holdAt(point: "import.progress" | "import.before-commit") {
  const reached = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  failPoints.arm(point, async () => {
    failPoints.disarm(point);
    reached.resolve();
    await gate.promise;
  });
  return { reached: reached.promise, letGo: () => gate.resolve() };
}

describe("an import of a product file", () => {
  test("is checked first, which changes nothing, and imported when a person confirms it", async () => {
    const { id } = await upload(GOOD);
    expect(await read(id)).toMatchObject({
      state: "uploaded",
      fileName: "products.csv",
      author: expect.stringContaining("@") as string,
    });

    expect(await work()).toBe(true);
    const checked = await read(id);
    expect(checked).toMatchObject({
      state: "checked",
      error: null,
      hasFindings: false,
      counts: { created: 2, changed: 0, skipped: 0, errors: 0 },
      report: { dryRun: true, outcome: "imported", entries: [] },
    });
    expect(await slugs()).toEqual([]);
    expect(await work()).toBe(false);

    await confirm(id);
    expect(await work()).toBe(true);
    const done = await read(id);
    expect(done).toMatchObject({ state: "done", report: { dryRun: false, products: { created: 2 } } });
    expect(done.endedAt).not.toBeNull();
    expect(await slugs()).toEqual(["ash-tray", "oak-tray"]);
    expect((await audited()).slice(-3)).toEqual(["imports.upload", "imports.confirm", "imports.finish"]);
    const stock = await sql<{ onHand: number }>`select sum(on_hand)::int as "onHand" from inventory.stock`.execute(
      database.db,
    );
    expect(stock.rows[0]?.onHand).toBe(15);
  });

  test("needs the wish to import only what is valid when its file has errors, and leaves the rest out", async () => {
    const { id, key } = await upload(ONE_BAD);
    await work();
    const checked = await read(id);
    expect(checked).toMatchObject({
      state: "checked",
      hasFindings: true,
      counts: { created: 1, skipped: 1, errors: 1 },
    });
    expect(checked.report?.entries).toMatchObject([
      { kind: "error", line: 3, column: "Variant Price", value: "ten euros", remedy: "Write a number such as 19.99." },
    ]);
    const findings = await readFile(findingsPathOf(folder.path, key), "utf8");
    expect(findings).toContain("3,Error,Variant Price,ten euros,This isn't a price.,Write a number such as 19.99.");

    await expect(confirm(id)).rejects.toMatchObject({
      reason: "invalid_input",
      fields: { onlyValid: expect.stringContaining("1 error") as string },
    });
    expect((await read(id)).state).toBe("checked");
    await confirm(id, true);
    await work();
    expect(await read(id)).toMatchObject({ state: "done", onlyValid: true, counts: { created: 1, skipped: 1 } });
    expect(await slugs()).toEqual(["oak-tray"]);
  });

  test("fails with its report when nothing in it can be imported, or the catalogue has changed so that it has errors", async () => {
    const { id: hopeless } = await upload(file("ash-tray,Ash tray,AT-1,3,ten euros"));
    const { id: broken } = await upload('Handle,Title,Variant Price\n"oak');
    await work();
    await work();
    expect(await read(hopeless)).toMatchObject({ state: "failed", error: "no_valid_rows", counts: { errors: 1 } });
    expect((await read(broken)).state).toBe("failed");

    const update = await upload("Handle,SEO Title\noak-tray,An oak tray");
    await work();
    expect(await read(update.id)).toMatchObject({ state: "failed", error: "no_valid_rows" });
    expect(await slugs()).toEqual([]);
  });

  test("fails when its file is gone", async () => {
    const { id, key } = await upload(GOOD);
    await rm(uploadedPath(folder.path, key));
    await work();
    expect(await read(id)).toMatchObject({ state: "failed", error: "file_missing" });
  });
});

describe("imports wait for one another", () => {
  test("in the order in which they came, and say how many come before them", async () => {
    const first = await upload(GOOD);
    const second = await upload(GOOD);
    const third = await upload(GOOD);
    expect((await read(third.id)).ahead).toBe(2);
    const held = holdAt("import.progress");
    const busy = work();
    await held.reached;
    // Another worker finds nothing to do.
    expect(await work()).toBe(false);
    expect([(await read(first.id)).state, (await read(second.id)).state]).toEqual(["checking", "uploaded"]);
    held.letGo();
    await busy;
    await work();
    expect((await read(second.id)).state).toBe("checked");
    expect((await read(third.id)).ahead).toBe(0);
  });

  test("and no more than 20 files are kept, however many are uploaded at once", async () => {
    const wanted = Array.from({ length: IMPORT_FILES_MAX + 4 }, () =>
      expectUpload(database.db, { authorId: actor.userId, storageKey: newFileKey(), fileName: "a.csv" }),
    );
    const results = await Promise.allSettled(wanted);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(IMPORT_FILES_MAX);
    const refused = results.find((result) => result.status === "rejected");
    expect(refused).toMatchObject({ reason: { reason: "invalid_input" } });
  });

  test("and for one of the command line", async () => {
    const { id } = await upload(GOOD);
    await inTransaction(database.db, async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtext('catalog.import'))`.execute(tx);
      await work();
    });
    expect((await read(id)).state).toBe("uploaded");
    await sql`update catalog.imports set leased_until = now()`.execute(database.db);
    await work();
    expect((await read(id)).state).toBe("checked");
  });
});

describe("a cancelled import", () => {
  test("ends at once while it waits, and is not run", async () => {
    const { id } = await upload(GOOD);
    expect(await cancel(id)).toMatchObject({ state: "cancelled" });
    expect(await work()).toBe(false);
    await expect(cancel(id)).rejects.toMatchObject({ reason: "illegal_transition" });
    await expect(confirm(id)).rejects.toMatchObject({ reason: "illegal_transition" });
  });

  test("ends at its next batch while it is being imported, and changes nothing", async () => {
    const { id } = await upload(GOOD);
    await work();
    await confirm(id);
    const held = holdAt("import.progress");
    const busy = work();
    await held.reached;
    expect(await cancel(id)).toMatchObject({ state: "importing", cancelRequested: true });
    held.letGo();
    await busy;
    expect(await read(id)).toMatchObject({ state: "cancelled", cancelRequested: false });
    expect(await slugs()).toEqual([]);
    const { rows } = await sql`select from inventory.movements`.execute(database.db);
    expect(rows).toEqual([]);
  });

  test("is not cancelled once its commit is under way: whoever cancels is told to look again", async () => {
    const { id } = await upload(GOOD);
    await work();
    await confirm(id);
    const held = holdAt("import.before-commit");
    const busy = work();
    await held.reached;
    const { version } = await read(id);
    const late = cancelImportAsStaff(deps, { importId: id, version }, act());
    const refusal = late.then(
      () => null,
      (error: unknown) => error,
    );
    held.letGo();
    await busy;
    expect(await refusal).toMatchObject({ reason: "stale_write" });
    expect(await read(id)).toMatchObject({ state: "done" });
    expect(await slugs()).toHaveLength(2);
  });

  test("was looked at by its version: of two people who decide at once, one is told to look again", async () => {
    const { id } = await upload(GOOD);
    await work();
    const { version } = await read(id);
    const both = await Promise.allSettled([
      cancelImportAsStaff(deps, { importId: id, version }, act()),
      confirmImportAsStaff(deps, { importId: id, version, onlyValid: false }, act()),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { reason: "stale_write" } });
  });
});

describe("a run that ends early", () => {
  const leaseEnds = () => sql`update catalog.imports set leased_until = now()`.execute(database.db);

  test("starts again after a fault, and acts once", async () => {
    const { id } = await upload(GOOD);
    await work();
    await confirm(id);
    // Everything is written when it dies, and nothing is committed.
    failPoints.arm("import.before-commit", () => {
      failPoints.disarm("import.before-commit");
      throw new Error("killed");
    });
    await work();
    expect(await slugs()).toEqual([]);
    await leaseEnds();
    await work();
    expect(await read(id)).toMatchObject({ state: "done", counts: { created: 2 } });
    const { rows } = await sql<{ movements: number; finished: number }>`
      select (select count(*)::int from inventory.movements) as movements,
        (select count(*)::int from audit.entries where action = 'imports.finish' and subject_id = ${id}) as finished`.execute(
      database.db,
    );
    expect(rows).toEqual([{ movements: 2, finished: 1 }]);
  });

  test("cannot commit once another worker has claimed the import", async () => {
    const { id } = await upload(GOOD);
    await work();
    await confirm(id);
    const held = holdAt("import.progress");
    const slow = work();
    await held.reached;
    await leaseEnds();
    // The other finds the catalogue locked by the slow one, and gives the import back.
    expect(await work()).toBe(true);
    expect((await read(id)).state).toBe("confirmed");
    held.letGo();
    await slow;
    expect((await read(id)).state).toBe("confirmed");
    expect(await slugs()).toEqual([]);
    await leaseEnds();
    await work();
    expect(await read(id)).toMatchObject({ state: "done", counts: { created: 2 } });
  });

  test("fails the import after three faults, so that the next one runs", async () => {
    const { id } = await upload(GOOD);
    failPoints.arm("import.progress", () => {
      throw new Error("it breaks here");
    });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await work();
      await leaseEnds();
    }
    expect(await read(id)).toMatchObject({ state: "failed", error: "fault" });
    failPoints.disarm("import.progress");
    const { id: next } = await upload(GOOD);
    await work();
    expect((await read(next)).state).toBe("checked");
  });

  test("is given back at its next batch when the worker closes", async () => {
    const { id } = await upload(GOOD);
    const closing = new AbortController();
    failPoints.arm("import.progress", () => {
      failPoints.disarm("import.progress");
      closing.abort();
    });
    await runNextImport(deps, closing.signal);
    expect((await read(id)).state).toBe("uploaded");
    await work();
    expect((await read(id)).state).toBe("checked");
  });

  test("after a person has cancelled leaves nothing to run", async () => {
    const { id } = await upload(GOOD);
    await sql`update catalog.imports set state = 'checking', run = gen_random_uuid(), cancel_requested = true, leased_until = now()`.execute(
      database.db,
    );
    await work();
    expect((await read(id)).state).toBe("cancelled");
  });
});

test("a statement may take longer than those of a job", async () => {
  const limits = { connectionString: database.url, applicationName: "test", poolMax: 4 };
  const ofJobs = createDb(createPool({ ...limits, statementTimeoutMs: 3_000 }));
  const ofImports = createDb(createPool({ ...limits, ...LONG_STATEMENTS, applicationName: "importer" }));
  const { id } = await upload(GOOD);
  const held = await database.db.startTransaction().execute();
  await sql`lock table catalog.products in share mode`.execute(held);
  const worked = runNextImport({ ...deps, db: ofJobs, importDb: ofImports }, running);
  // It waits for longer than the client waits for a statement of a job.
  const waiting = sql`
    select from pg_stat_activity where application_name = 'importer' and wait_event_type = 'Lock'
      and clock_timestamp() - query_start > interval '4.5 s'`;
  await expect.poll(async () => (await waiting.execute(database.db)).rows.length).toBe(1);
  await held.rollback().execute();
  await worked;
  expect(await read(id)).toMatchObject({ state: "checked", error: null });
  await Promise.all([ofJobs.destroy(), ofImports.destroy()]);
});

test("open pages are told of each state and of progress, at most twice a second", async () => {
  const { id } = await upload(GOOD);
  const began = performance.now();
  await work();
  const halfSeconds = Math.floor((performance.now() - began) / 500);
  const { rows } = await sql<{ payload: { importId: string; state: string; phase: string | null } }>`
    select payload from saga.outbox where name = 'import.changed' order by id`.execute(database.db);
  const told = rows.map(({ payload }) => payload);
  expect(told.every(({ importId }) => importId === id)).toBe(true);
  const progress = told.filter(({ state, phase }) => state === "checking" && phase !== null);
  expect(progress[0]).toMatchObject({ phase: "reading" });
  expect(progress.length).toBeLessThanOrEqual(halfSeconds + 1);
  expect(told.filter((each) => !progress.includes(each)).map(({ state }) => state)).toEqual([
    "uploaded",
    "checking",
    "checked",
  ]);
});

test("files go when their import has ended, and the rest after 30 days", async () => {
  const { id, key } = await upload(ONE_BAD);
  await work();
  await confirm(id, true);
  await work();
  const waiting = await upload(GOOD);
  expect(await sweepImports(deps, 10)).toBe(1);
  expect(await exists(uploadedPath(folder.path, key))).toBe(false);
  expect(await exists(findingsPathOf(folder.path, key))).toBe(true);
  expect(await exists(uploadedPath(folder.path, waiting.key))).toBe(true);
  expect(await sweepImports(deps, 10)).toBe(0);

  await sql`update catalog.imports set created_at = now() - interval '31 days' where id = ${id}`.execute(database.db);
  expect(await sweepImports(deps, 10)).toBe(1);
  expect(await exists(findingsPathOf(folder.path, key))).toBe(false);
  expect((await listImports(database.db, { limit: 10 })).items.map((each) => each.id)).toEqual([waiting.id]);
  // One that still waits for a worker stays, however old it is.
  await sql`update catalog.imports set created_at = now() - interval '31 days'`.execute(database.db);
  expect(await sweepImports(deps, 10)).toBe(0);

  const broken = await expectUpload(database.db, {
    authorId: actor.userId,
    storageKey: newFileKey(),
    fileName: "a.csv",
  });
  await sql`update catalog.imports set created_at = now() - interval '2 hours' where id = ${broken}`.execute(
    database.db,
  );
  expect(await sweepImports(deps, 10)).toBe(1);
  await expect(read(broken)).rejects.toMatchObject({ reason: "not_found" });
});

test("the list goes on where a page ended", async () => {
  const ids = [(await upload(GOOD)).id, (await upload(GOOD)).id, (await upload(GOOD)).id].toReversed();
  const first = await listImports(database.db, { limit: 2 });
  const cursor = first.nextCursor ?? "";
  const rest = await listImports(database.db, { limit: 2, cursor });
  expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids);
  expect(rest.nextCursor).toBeNull();
});
