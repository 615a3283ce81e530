import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { AdminProduct } from "@cartwright/contracts/admin-products";
import { FILE_BYTES_MAX } from "@cartwright/contracts/downloads";
import { hashSecret, newSecret } from "@cartwright/core/kernel/ids";
import { createOrder, createProduct, newGuest } from "@cartwright/core/testing/fixtures";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { logInAs } from "../../testing/log-in-as.ts";
import { createTestBrowser, type TestBrowser } from "../../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../../testing/test-edge.ts";
import { sweepFiles } from "./sweep-files.ts";

const CONTENT = "<script>alert(1)</script> a pattern";

let edge: TestEdge;
let manager: TestBrowser;
let productId: string;
beforeAll(async () => {
  edge = await startTestEdge();
  manager = (await logInAs(edge, "manager")).browser;
});
afterAll(async () => edge.close());
beforeEach(async () => {
  productId = (await createProduct(edge.database.db)).id;
});

const root = () => join(edge.dataDir, "media");
const stored = async () => {
  const names = await readdir(join(root(), ".files"), { recursive: true }).catch(() => []);
  return names.filter((name) => name.includes("/"));
};

async function upload(
  body: string | Uint8Array<ArrayBuffer>,
  name: string,
  as: { browser?: TestBrowser; token?: string } = {},
) {
  const { browser = manager, token } = as;
  const response = await browser.fetch(`/api/uploads/products/${productId}/files`, {
    method: "POST",
    headers: { "x-file-name": encodeURIComponent(name), "x-csrf-token": token ?? (await browser.csrf()) },
    body,
  });
  const answer = (await response.json()) as { error?: { data: { reason: string } } } & Partial<AdminProduct>; // one of the two
  return { status: response.status, reason: answer.error?.data.reason ?? null, files: answer.files ?? [] };
}

/** A ticket for a file, as a started download has it. */
async function ticketFor(fileId: string): Promise<{ ticket: string; orderId: string }> {
  const { id: orderId } = await createOrder(edge.database.db, newGuest(), { status: "delivered" });
  const ticket = newSecret();
  await sql`insert into orders.downloads (order_id, position, expires_at) values (${orderId}, 1, now() + interval '1 day')`.execute(
    edge.database.db,
  );
  await sql`insert into orders.download_files (order_id, position, file_id, storage_key, name, bytes)
    select ${orderId}, 1, id, storage_key, name, bytes from catalog.digital_files where id = ${fileId}`.execute(
    edge.database.db,
  );
  await sql`insert into orders.download_tickets (ticket_hash, order_id, position, file_id, expires_at)
    values (${hashSecret(ticket)}, ${orderId}, 1, ${fileId}, now() + interval '1 minute')`.execute(edge.database.db);
  return { ticket, orderId };
}

describe("a file of a product", () => {
  it("is stored under a generated name beside the pictures, where no address leads to it", async () => {
    const { status, files } = await upload(CONTENT, "Café pattern.html");
    expect(status).toBe(201);
    expect(files).toMatchObject([{ name: "Café pattern.html", bytes: CONTENT.length }]);
    const [name] = await stored();
    expect(name).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{32}$/);
    expect((await stat(join(root(), ".files", name ?? ""))).mode & 0o077).toBe(0);
    for (const path of [`/media/.files/${name}`, `/media/files/${name}`, `/media/${name}`]) {
      expect((await manager.fetch(path)).status).toBe(404);
    }
  });

  it("is only taken from staff who may change products, with their token and a name that can be saved", async () => {
    const support = (await logInAs(edge, "support")).browser;
    expect(await upload(CONTENT, "a.pdf", { browser: createTestBrowser(edge.url) })).toMatchObject({
      reason: "sign_in_required",
    });
    expect(await upload(CONTENT, "a.pdf", { browser: support })).toMatchObject({ reason: "forbidden" });
    expect(await upload(CONTENT, "a.pdf", { token: "wrong" })).toMatchObject({ reason: "csrf_invalid" });
    for (const name of ["", "../../etc/passwd", "a\nb.pdf", "x".repeat(151)]) {
      expect(await upload(CONTENT, name)).toMatchObject({ status: 400, reason: "invalid_input" });
    }
    expect(await upload("", "empty.pdf")).toMatchObject({ reason: "invalid_input" });
  });

  it("is refused above 50 MB, and leaves nothing behind", async () => {
    const before = await stored();
    const { reason } = await upload(new Uint8Array(FILE_BYTES_MAX + 1), "large.zip").catch(() => ({
      reason: "too_large",
    }));
    expect(reason).toBe("too_large");
    expect(await stored()).toEqual(before);
  });

  it("is sent with a ticket, as an attachment that nothing keeps or runs", async () => {
    const { files } = await upload(CONTENT, "Café pattern.html");
    const { ticket, orderId } = await ticketFor(files[0]?.id ?? "");
    const browser = createTestBrowser(edge.url);
    const response = await browser.fetch(`/api/downloads/${ticket}`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(CONTENT);
    expect(response.headers.get("content-disposition")).toBe(
      "attachment; filename=\"Caf_ pattern.html\"; filename*=UTF-8''Caf%C3%A9%20pattern.html",
    );
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");

    await sql`update orders.orders set payment_status = 'refunded' where id = ${orderId}`.execute(edge.database.db);
    expect((await browser.fetch(`/api/downloads/${ticket}`)).status).toBe(404);
    expect((await browser.fetch(`/api/downloads/${newSecret()}`)).status).toBe(404);
    expect((await browser.fetch("/api/downloads/short")).status).toBeGreaterThanOrEqual(400);
  });

  it("stays for whoever bought it when it is removed, and is swept otherwise", async () => {
    const kept = (await upload(CONTENT, "kept.pdf")).files[0]?.id ?? "";
    const gone = (await upload(CONTENT, "gone.pdf")).files.find(({ id }) => id !== kept)?.id ?? "";
    const { ticket } = await ticketFor(kept);
    await sql`update catalog.digital_files set state = 'removed', updated_at = now() - interval '2 days'
      where id in (${kept}, ${gone})`.execute(edge.database.db);
    const before = (await stored()).length;
    expect(await sweepFiles({ db: edge.database.db }, root())).toBe(1);
    expect((await stored()).length).toBe(before - 1);
    expect((await createTestBrowser(edge.url).fetch(`/api/downloads/${ticket}`)).status).toBe(200);
  });
});
