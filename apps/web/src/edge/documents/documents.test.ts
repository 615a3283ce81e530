import { documentPdfPath } from "@cartwright/contracts/document-text";
import { createConfirmedOrder, setSeller } from "@cartwright/core/testing/invoices";
import { issueDocuments } from "@cartwright/core/invoices/issue-documents";
import { listDocuments } from "@cartwright/core/invoices/read-documents";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logInAs } from "../../testing/log-in-as.ts";
import { createTestBrowser } from "../../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../../testing/test-edge.ts";

let edge: TestEdge;
let path: string;
let orderId: string;
beforeAll(async () => {
  edge = await startTestEdge();
  const { db } = edge.database;
  await setSeller(db);
  const order = await createConfirmedOrder(db);
  orderId = order.id;
  await issueDocuments({ db }, [order.id]);
  const { documents } = await listDocuments(db, order.id);
  path = documentPdfPath(order.number, documents[0]?.number ?? "");
});
afterAll(async () => edge.close());

it("is sent as a file to the owner of the order and to staff, and to no one else", async () => {
  const owner = await logInAs(edge, "shopper");
  const stranger = await logInAs(edge, "shopper");
  const support = await logInAs(edge, "support");
  await sql`update orders.orders set user_id = ${owner.id}, guest_hash = null where id = ${orderId}`.execute(
    edge.database.db,
  );
  const bodies: Buffer[] = [];
  for (const { browser } of [owner, support]) {
    const response = await browser.fetch(path);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="INV-\d{4}-\d{5}\.pdf"$/);
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    bodies.push(Buffer.from(await response.arrayBuffer()));
  }
  expect(bodies[0]?.subarray(0, 5).toString()).toBe("%PDF-");
  expect(bodies[0]?.equals(bodies[1] ?? Buffer.alloc(0))).toBe(true);
  for (const browser of [stranger.browser, createTestBrowser(edge.url)])
    expect((await browser.fetch(path)).status).toBe(404);
});

it("is not found under another order, another number, or a path that is none", async () => {
  const support = (await logInAs(edge, "support")).browser;
  const other = await createConfirmedOrder(edge.database.db);
  const document = path.split("/").at(-1)?.replace(".pdf", "") ?? "";
  for (const wrong of [
    documentPdfPath(other.number, document),
    documentPdfPath(other.number, "INV-2026-99999"),
    documentPdfPath("CW-2222-2222", document),
    documentPdfPath("nothing", "nothing"),
  ])
    expect((await support.fetch(wrong)).status).toBe(404);
});
