import { once } from "node:events";
import { readdir, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { CSRF_HEADER } from "@cartwright/contracts/cookies";
import type { ImportId } from "@cartwright/contracts/ids";
import {
  type AdminImport,
  findingsPath,
  IMPORT_BYTES_MAX,
  IMPORT_FILES_MAX,
  IMPORT_UPLOAD_PATH,
} from "@cartwright/contracts/product-imports";
import { findingsPathOf } from "@cartwright/core/catalog/imports/import-files";
import { runNextImport } from "@cartwright/core/catalog/imports/run-imports";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { logInAs } from "../../testing/log-in-as.ts";
import { createTestBrowser, type TestBrowser } from "../../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../../testing/test-edge.ts";

const FILE = "Handle,Title,Variant SKU,Variant Price\noak-tray,Oak tray,OT-1,24.50\nash-tray,Ash tray,AT-1,ten euros\n";

let edge: TestEdge;
let manager: TestBrowser;
beforeAll(async () => {
  edge = await startTestEdge();
  manager = (await logInAs(edge, "manager")).browser;
});
afterAll(async () => edge.close());
beforeEach(async () => {
  await sql`truncate catalog.imports`.execute(edge.database.db);
});

const root = () => join(edge.dataDir, "media");
const stored = async () => {
  const names = await readdir(join(root(), ".imports"), { recursive: true }).catch(() => []);
  return names.filter((name) => name.includes("/"));
};
const rows = async () => (await sql`select from catalog.imports`.execute(edge.database.db)).rows.length;

interface Answer {
  readonly status: number;
  readonly reason: string | null;
  readonly message: string | null;
  readonly id: ImportId;
}

async function upload(
  body: BodyInit,
  { browser = manager, name = "products.csv", token }: { browser?: TestBrowser; name?: string; token?: string } = {},
): Promise<Answer> {
  const response = await browser.fetch(IMPORT_UPLOAD_PATH, {
    method: "POST",
    headers: { "x-file-name": encodeURIComponent(name), [CSRF_HEADER]: token ?? (await browser.csrf()) },
    body,
  });
  const answer = (await response.json()) as { error?: { message: string; data: { reason: string } } } & AdminImport; // one of the two
  const { error, id } = answer;
  return { status: response.status, reason: error?.data.reason ?? null, message: error?.message ?? null, id };
}

/** Everything that a manager's browser sends with an upload, over a bare connection. */
async function open(length: number) {
  const socket = connect(edge.port, "127.0.0.1");
  const token = await manager.csrf();
  const cookie = [...manager.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  socket.write(
    [
      `POST ${IMPORT_UPLOAD_PATH} HTTP/1.1`,
      `Host: 127.0.0.1:${edge.port}`,
      `Cookie: ${cookie}`,
      `${CSRF_HEADER}: ${token}`,
      "User-Agent: test-browser",
      "X-File-Name: products.csv",
      `Content-Length: ${length}`,
      "",
      FILE,
    ].join("\r\n"),
  );
  return socket;
}

describe("a product file", () => {
  it("is stored under a generated name where no address leads to it, and waits for its check", async () => {
    const { status, id } = await upload(FILE, { name: "Spring range.csv" });
    expect(status).toBe(201);
    const [name] = await stored();
    expect(name).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{32}$/);
    for (const path of [`/media/.imports/${name}`, `/media/imports/${name}`, `/media/${name}`])
      expect((await manager.fetch(path)).status).toBe(404);
    const { data } = await manager.query("admin.imports.get", { importId: id });
    expect(data).toMatchObject({ state: "uploaded", fileName: "Spring range.csv", bytes: FILE.length });
  });

  it("is only taken from staff who may change products, with their token, before anything is stored", async () => {
    const support = (await logInAs(edge, "support")).browser;
    const shopper = (await logInAs(edge, "shopper")).browser;
    expect(await upload(FILE, { browser: createTestBrowser(edge.url) })).toMatchObject({ reason: "sign_in_required" });
    expect(await upload(FILE, { browser: shopper })).toMatchObject({ reason: "forbidden" });
    expect(await upload(FILE, { browser: support })).toMatchObject({ reason: "forbidden" });
    expect(await upload(FILE, { token: "wrong" })).toMatchObject({ reason: "csrf_invalid" });
    for (const name of ["", "../../etc/passwd", "a\nb.csv", "x".repeat(151)])
      expect(await upload(FILE, { name })).toMatchObject({ status: 400, reason: "invalid_input" });
    expect((await manager.fetch(IMPORT_UPLOAD_PATH)).status).toBe(405);
    expect(await rows()).toBe(0);
  });

  it.each([
    ["nothing", ""],
    ["a workbook", new Uint8Array([0x50, 0x4b, 0x03, 0x04, 1, 2])],
    ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13])],
    ["another table", "Name,Telephone\nA,1\n"],
  ])("is refused with a reason when it is %s, and leaves nothing behind", async (_what, body) => {
    const before = await stored();
    const { status, message } = await upload(body);
    expect([400, 422]).toContain(status);
    expect(message).not.toBe("");
    expect(await stored()).toEqual(before);
    expect(await rows()).toBe(0);
  });

  it("is refused above 200 MB as announced, and while it is counted", async () => {
    const before = await stored();
    const announced = await open(IMPORT_BYTES_MAX + 1);
    const [said] = (await once(announced, "data")) as [Buffer]; // the response's first piece
    expect(said.toString()).toMatch(/^HTTP\/1\.1 413 /);
    announced.destroy();

    const piece = new Uint8Array(4 * 1024 * 1024).fill(97);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        // Without a length: it is only known while it is counted.
        controller.enqueue(piece);
        sent += piece.length;
        if (sent > IMPORT_BYTES_MAX + piece.length) controller.close();
      },
    });
    const counted = await manager
      .fetch(IMPORT_UPLOAD_PATH, {
        method: "POST",
        headers: { "x-file-name": "large.csv", [CSRF_HEADER]: await manager.csrf() },
        body: endless,
        duplex: "half",
      } as RequestInit)
      // The rest of the body is not read, so that the sender may see its connection cut instead.
      .then(
        ({ status }) => status,
        () => 413,
      );
    expect(counted).toBe(413);
    await expect.poll(rows).toBe(0);
    expect(await stored()).toEqual(before);
  });

  it("that breaks off leaves neither a file nor an import", async () => {
    const before = await stored();
    const socket = await open(1_000_000);
    await expect.poll(rows).toBe(1);
    socket.destroy();
    await expect.poll(rows).toBe(0);
    expect(await stored()).toEqual(before);
  });

  it("is refused while as many files wait as may be kept", async () => {
    await sql`insert into catalog.imports (id, storage_key, file_name, bytes, state)
      select gen_random_uuid(), 'ab/' || md5(n::text), 'a.csv', 1, 'checked'
      from generate_series(1, ${IMPORT_FILES_MAX}::int) as n`.execute(edge.database.db);
    expect(await upload(FILE)).toMatchObject({ reason: "invalid_input", message: expect.stringContaining("20") });
    expect(await rows()).toBe(IMPORT_FILES_MAX);
  });
});

describe("the findings of an import", () => {
  async function checked(): Promise<ImportId> {
    const { id } = await upload(FILE, { name: "Spring range.csv" });
    await runNextImport(
      { ...edge.deps.api, mediaRoot: root(), importDb: edge.deps.api.db },
      new AbortController().signal,
    );
    return id;
  }

  it("are sent as CSV to staff who may import, and to our own pages only", async () => {
    const id = await checked();
    const response = await manager.fetch(findingsPath(id));
    expect(response.status).toBe(200);
    expect(response.headers.get("content-disposition")).toContain('filename="Spring range-report.csv"');
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(await response.text()).toContain("3,Error,Variant Price,ten euros");

    const support = (await logInAs(edge, "support")).browser;
    expect((await support.fetch(findingsPath(id))).status).toBe(403);
    expect((await createTestBrowser(edge.url).fetch(findingsPath(id))).status).toBe(401);
    const elsewhere = { headers: { "sec-fetch-site": "cross-site" } };
    expect((await manager.fetch(findingsPath(id), elsewhere)).status).toBe(403);
  });

  it("are not found for an import without any, for an unknown one, and when their file is gone", async () => {
    const unknown = crypto.randomUUID() as ImportId;
    expect((await manager.fetch(findingsPath(unknown))).status).toBe(404);
    const { id } = await upload(FILE);
    expect((await manager.fetch(findingsPath(id))).status).toBe(404);
    await sql`update catalog.imports set has_findings = true where id = ${id}`.execute(edge.database.db);
    expect((await manager.fetch(findingsPath(id))).status).toBe(404);
    const { rows: keys } = await sql<{ key: string }>`select storage_key as key from catalog.imports`.execute(
      edge.database.db,
    );
    await writeFile(findingsPathOf(root(), keys[0]?.key ?? ""), "Line\n1\n");
    expect((await manager.fetch(findingsPath(id))).status).toBe(200);
  });
});
