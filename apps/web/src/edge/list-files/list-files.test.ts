import { listFilePath, ListFileName } from "@cartwright/contracts/list-files";
import { holds, type Role } from "@cartwright/contracts/permissions";
import { LIST_FILES } from "@cartwright/core/admin/list-files/export-list";
import { issueDocuments } from "@cartwright/core/invoices/issue-documents";
import { appendAudit } from "@cartwright/core/kernel/append-audit";
import { createOrder, createProduct, newGuest } from "@cartwright/core/testing/fixtures";
import { createConfirmedOrder, createRefund, setSeller } from "@cartwright/core/testing/invoices";
import { inTransaction } from "@cartwright/db/transaction";
import { parse } from "csv-parse/sync";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { logInAs } from "../../testing/log-in-as.ts";
import { createTestBrowser, type TestBrowser } from "../../testing/test-browser.ts";
import { startTestEdge, type TestEdge } from "../../testing/test-edge.ts";

let edge: TestEdge;
const browsers = new Map<Role, TestBrowser>();
const browserOf = (role: Role) => browsers.get(role) ?? createTestBrowser(edge.url);
beforeAll(async () => {
  edge = await startTestEdge();
  for (const role of ["shopper", "support", "manager", "admin"] as const)
    browsers.set(role, (await logInAs(edge, role)).browser);
});
afterAll(async () => edge.close());

/** Reads the response to its end: until then, the list counts as one of the few that are sent at once. */
async function statusOf(browser: TestBrowser, path: string, init?: RequestInit): Promise<number> {
  const response = await browser.fetch(path, init);
  await response.text();
  return response.status;
}

async function read(path: string, role: Role = "admin"): Promise<Record<string, string>[]> {
  const response = await browserOf(role).fetch(path);
  expect(response.status).toBe(200);
  return parse(await response.text(), { columns: true, bom: true });
}

test("has every row of a list that is longer than any page, as it is filtered", async () => {
  const { db } = edge.database;
  const first = await createOrder(db, newGuest(), { email: "first@example.com", totalMinor: 1_250 });
  await sql`insert into orders.orders select (r).* from (
      select jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'cart_id', gen_random_uuid(), 'idempotency_key', gen_random_uuid(),
        'number', 'CW-2222-' || translate(lpad(n::text, 4, '2'), '01', 'XY'),
        'payment_status', case when n % 2 = 0 then 'paid' else o.payment_status end)) as r
      from orders.orders as o, generate_series(1000, 2199) as n where o.id = ${first.id}) as copies`.execute(db);
  const all = await read(listFilePath("orders"));
  expect(all).toHaveLength(1_201);
  expect(new Set(all.map((row) => row["number"])).size).toBe(1_201);
  expect(all.find((row) => row["number"] === first.number)).toMatchObject({
    email: "first@example.com",
    total: "12.50",
    currency: "EUR",
    items: "1",
  });
  expect(await read(listFilePath("orders", { paymentStatus: ["paid"] }))).toHaveLength(600);
});

test("is for staff who may see the list, and is only sent to our own pages", async () => {
  for (const list of ListFileName.options) {
    const filter = list === "documents" ? { month: "2026-11" } : {};
    for (const [role, browser] of browsers) {
      const status = await statusOf(browser, listFilePath(list, filter));
      expect([role, status]).toEqual([role, holds(role, LIST_FILES[list].permission) ? 200 : 403]);
    }
    expect(await statusOf(createTestBrowser(edge.url), listFilePath(list, filter))).toBe(401);
  }
  const elsewhere = { headers: { "sec-fetch-site": "cross-site" } };
  expect(await statusOf(browserOf("admin"), listFilePath("orders"), elsewhere)).toBe(403);
});

test("refuses what is not a list or not a filter of it", async () => {
  const admin = browserOf("admin");
  const refusals = [
    "/api/admin/lists/secrets.csv",
    listFilePath("orders", { nothing: true }),
    listFilePath("orders", { limit: 1 }),
    listFilePath("orders", { query: "a\u0000" }),
    listFilePath("documents", { month: "2026-13" }),
    "/api/admin/lists/orders.csv?filter={",
    "/api/admin/lists/orders.csv?filter=[]",
  ];
  // One after the other: of more than two at once, one is told to come back later.
  const statuses: number[] = [];
  for (const path of refusals) statuses.push(await statusOf(admin, path));
  expect(statuses).toEqual([404, 400, 400, 400, 400, 400, 400]);
});

test("has no cell that a spreadsheet takes for a formula", async () => {
  const { db } = edge.database;
  const formula = '=HYPERLINK("http://evil.example","click")';
  await inTransaction(db, async (tx) =>
    appendAudit(tx, {
      actor: { kind: "system" },
      action: "test.formula",
      subject: { kind: "order", id: "CW-2345-2345" },
      reason: formula,
    }),
  );
  const response = await browserOf("admin").fetch(listFilePath("audit", { action: "test.formula" }));
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="audit.csv"');
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  const [row] = parse<Record<string, string>>(await response.text(), { columns: true, bom: true });
  expect(row?.["reason"]).toBe(`'${formula}`);
});

test("leaves an entry in the audit log that names no person", async () => {
  await read(listFilePath("customers", { query: "kim@example.com", status: "active" }));
  const [entry] = await read(listFilePath("audit", { action: "list.exported" }));
  expect(entry).toMatchObject({ "target id": "audit" });
  const { rows } = await sql<{ after: unknown }>`
    select after from audit.entries where action = 'list.exported' and subject_id = 'customers' order by id desc limit 1`.execute(
    edge.database.db,
  );
  expect(rows[0]?.after).toEqual({ query: "given", status: "active" });
});

test("adds the documents of a month up by rate of tax, credit notes as negative amounts", async () => {
  const { db } = edge.database;
  await setSeller(db);
  const order = await createConfirmedOrder(db, { totalMinor: 5_000 });
  await createRefund(db, order, { amountMinor: 1_200 });
  await issueDocuments({ db }, [order.id]);
  // The month on the shop's clock, which may be another than in UTC.
  const { rows: documents } = await sql<{ month: string }>`
    select left(content ->> 'issuedOn', 7) as month from invoices.documents where order_id = ${order.id} limit 1`.execute(
    db,
  );
  const month = documents[0]?.month;
  const rows = (await read(listFilePath("documents", { month }), "manager")).filter(
    (row) => row["order"] === order.number,
  );
  expect(rows.map((row) => [row["kind"], row["total"]])).toEqual([
    ["credit_note", "-12.00"],
    ["invoice", "50.00"],
  ]);
});

test("exports products in a format that can be imported again", async () => {
  const { db } = edge.database;
  const { slug } = await createProduct(db, { title: "A kettle", variants: [{}, {}] });
  const rows = await read(listFilePath("products", { query: "kettle" }));
  expect(rows.map((row) => [row["Handle"], row["Title"], row["Variant Price"]])).toEqual([
    [slug, "A kettle", "19.99"],
    [slug, "", "19.99"],
  ]);
});
