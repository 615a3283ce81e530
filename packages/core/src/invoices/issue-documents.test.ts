import type { InvoiceDocument } from "@cartwright/contracts/invoices";
import type { OrderId } from "@cartwright/contracts/ids";
import { createTestDatabase, type TestDatabase } from "@cartwright/db/testing/database";
import { inTransaction } from "@cartwright/db/transaction";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ADDRESS, createMember, createOrder, newGuest } from "../testing/fixtures.ts";
import { createConfirmedOrder, createRefund, setSeller } from "../testing/invoices.ts";
import { tablesReadWhole } from "../testing/plans.ts";
import { listDocumentsOfMonth } from "./documents-of-month.ts";
import { numberOf, seriesOf } from "./document-number.ts";
import { allotSerials } from "./documents.sql.ts";
import { issueDocuments } from "./issue-documents.ts";
import { readInvoiceSettings, saveInvoiceSettings } from "./invoice-settings.ts";
import {
  listDocuments,
  listOwnDocuments,
  readDocument,
  readOwnDocument,
  readVisibleDocument,
} from "./read-documents.ts";
import { sweepDocuments } from "./sweep-documents.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await setSeller(database.db);
});
afterAll(() => database.close());

const deps = () => ({ db: database.db });
const confirmed = (fixture = {}) => createConfirmedOrder(database.db, fixture);
const documentsOf = async (orderId: OrderId) => {
  const { rows } = await sql<{ content: InvoiceDocument }>`
    select content from invoices.documents where order_id = ${orderId} order by issued_at, kind = 'credit_note', serial`.execute(
    database.db,
  );
  return rows.map(({ content }) => content);
};
/** The numbers of a kind that were given, in the order of their serials. */
const serials = async (kind: string) => {
  const { rows } = await sql<{ series: string; serial: number }>`
    select series, serial from invoices.documents where kind = ${kind} order by series, serial`.execute(database.db);
  return Map.groupBy(rows, ({ series }) => series);
};
async function expectNoGaps() {
  for (const kind of ["invoice", "credit_note"]) {
    for (const rows of (await serials(kind)).values())
      expect(rows.map(({ serial }) => serial)).toEqual(rows.map((_, at) => at + 1));
  }
}

describe("numbers", () => {
  it("consist of prefix, year if the shop wants it, and a serial of five digits or more", () => {
    const numbering = { invoicePrefix: "INV-", creditPrefix: "CN-", yearly: true };
    expect(numberOf(seriesOf(numbering, "invoice", "2026-12-31"), 7)).toBe("INV-2026-00007");
    expect(numberOf(seriesOf({ ...numbering, yearly: false }, "credit_note", "2026-12-31"), 123_456)).toBe("CN-123456");
  });

  it(
    "have no gap and no double after a hundred confirmations at once, each told of twice",
    { timeout: 300_000 },
    async () => {
      const orders = [];
      for (let count = 0; count < 100; count += 1) orders.push(await confirmed());
      const issued = await Promise.all([...orders, ...orders].map(({ id }) => issueDocuments(deps(), [id])));
      expect(issued.reduce<number>((sum, count) => sum + (count ?? 0), 0)).toBe(100);
      const [rows = []] = (await serials("invoice")).values();
      expect(rows).toHaveLength(100);
      await expectNoGaps();
      const { rows: late } = await sql`
      select from invoices.documents as one join invoices.documents as other using (series)
      where one.serial < other.serial and one.issued_at > other.issued_at`.execute(database.db);
      expect(late).toEqual([]);
    },
  );

  it("are given again when the transaction that took them is rolled back", async () => {
    const { rows } = await sql<{ series: string; last: number }>`
      select series, last_serial as last from invoices.counters`.execute(database.db);
    const [counter] = rows;
    if (!counter) throw new Error("nothing was issued");
    const taken = inTransaction(database.db, async (tx) => {
      expect((await allotSerials(tx, new Map([[counter.series, 3]]))).get(counter.series)).toBe(counter.last + 3);
      throw new Error("rolled back");
    });
    await expect(taken).rejects.toThrow("rolled back");
    await issueDocuments(deps(), [(await confirmed()).id]);
    await expectNoGaps();
  });

  it("begin a series of their own with a new prefix", async () => {
    const settings = await readInvoiceSettings(database.db);
    const save = (change: object) =>
      inTransaction(database.db, async (tx) => {
        const { version } = await readInvoiceSettings(tx);
        return saveInvoiceSettings(tx, { ...settings, ...change, version });
      });
    await save({ invoicePrefix: "R-", yearly: false });
    const order = await confirmed();
    await issueDocuments(deps(), [order.id]);
    expect(await documentsOf(order.id)).toMatchObject([{ number: "R-00001" }]);
    await save({});
    expect(await inTransaction(database.db, (tx) => saveInvoiceSettings(tx, settings))).toBeNull();
    await expectNoGaps();
  });
});

describe("documents", () => {
  it("hold a copy of seller, buyer, lines and totals by tax rate, and never change", async () => {
    const order = await confirmed({ totalMinor: 4_998, quantity: 2 });
    await sql`update orders.orders set tax_minor = 798, tax_rate_bp = 1900 where id = ${order.id}`.execute(database.db);
    await sql`update orders.order_lines set tax_minor = 798, taxable = true where order_id = ${order.id}`.execute(
      database.db,
    );
    await issueDocuments(deps(), [order.id]);
    const [invoice] = await documentsOf(order.id);
    expect(invoice).toMatchObject({
      kind: "invoice",
      orderNumber: order.number,
      invoice: null,
      seller: { name: "Θέατρο Łódź Ltd", vatNumber: "DE123456789" },
      buyer: { addressLines: ["Kim Example", "Lindenstrasse 1", "10969 Berlin", "Germany"] },
      items: [{ title: "Thing", quantity: 2, netMinor: 4_200, taxRateBp: 1_900, taxMinor: 798, grossMinor: 4_998 }],
      rates: [{ taxRateBp: 1_900, netMinor: 4_200, taxMinor: 798, grossMinor: 4_998 }],
      totalMinor: 4_998,
    });
    await sql`update orders.orders set email = 'gone@example.com',
      shipping_address = ${JSON.stringify({ ...ADDRESS, name: "Another" })} where id = ${order.id}`.execute(
      database.db,
    );
    expect(await issueDocuments(deps(), [order.id])).toBe(0);
    expect(await documentsOf(order.id)).toEqual([invoice]);
    for (const statement of [
      sql`update invoices.documents set total_minor = 1`,
      sql`update invoices.documents set content = content where false`,
      sql`delete from invoices.documents where order_id = ${order.id}`,
      sql`truncate invoices.documents`,
    ])
      await expect(statement.execute(database.db)).rejects.toThrow(/append-only/);
    expect(await documentsOf(order.id)).toEqual([invoice]);
  });

  it("are a credit note for each refund that was made, once, each naming its invoice", async () => {
    const order = await confirmed({ totalMinor: 3_000, quantity: 3 });
    await issueDocuments(deps(), [order.id]);
    await createRefund(database.db, order, { amountMinor: 1_000, quantity: 1 });
    expect(await issueDocuments(deps(), [order.id])).toBe(1);
    await createRefund(database.db, order, { amountMinor: 777 });
    await createRefund(database.db, order, { amountMinor: 1_223 });
    await Promise.all(Array.from({ length: 5 }, () => issueDocuments(deps(), [order.id])));
    const [invoice, ...notes] = await documentsOf(order.id);
    expect(notes.map(({ totalMinor }) => totalMinor)).toEqual([1_000, 777, 1_223]);
    expect(notes.map(({ items }) => items.map(({ kind, quantity }) => [kind, quantity]))).toEqual([
      [["line", 1]],
      [["adjustment", null]],
      [["adjustment", null]],
    ]);
    for (const note of notes) expect(note.invoice).toEqual({ number: invoice?.number, issuedOn: invoice?.issuedOn });
    await expectNoGaps();
  });

  it("are none for an order that was never confirmed, nor for a refund on its way", async () => {
    const { id } = await createOrder(database.db, newGuest(), { status: "cancelled" });
    const order = await confirmed();
    await createRefund(database.db, order, { amountMinor: 100 });
    await sql`update payments.refunds set state = 'intent', provider_ref = null where payment_id = ${order.paymentId}`.execute(
      database.db,
    );
    expect(await issueDocuments(deps(), [id, order.id])).toBe(1);
  });

  it("are read by whoever may see the order, and found under its number only", async () => {
    const [mine, other] = [newGuest(), newGuest()];
    const order = await createOrder(database.db, mine, { status: "confirmed", events: ["order.confirmed"] });
    await issueDocuments(deps(), [order.id]);
    const { documents } = await listOwnDocuments(database.db, mine, order.number);
    expect(documents).toMatchObject([{ kind: "invoice", totalMinor: 1_999, currency: "EUR" }]);
    const document = documents[0]?.number ?? "";
    const { number } = order;
    expect(await readOwnDocument(database.db, mine, { number, document })).toMatchObject({ number: document });
    await expect(readOwnDocument(database.db, other, { number, document })).rejects.toMatchObject({
      reason: "not_found",
    });
    await expect(listOwnDocuments(database.db, other, number)).rejects.toMatchObject({ reason: "not_found" });
    const support = await createMember(database.db, { role: "support" });
    expect(await readVisibleDocument(database.db, support, { number, document })).toMatchObject({ number: document });
    await expect(readVisibleDocument(database.db, other, { number, document })).rejects.toMatchObject({
      reason: "not_found",
    });
    const theirs = await createOrder(database.db, other);
    await expect(readOwnDocument(database.db, other, { number: theirs.number, document })).rejects.toMatchObject({
      reason: "not_found",
    });
  });
});

describe("the sweep for missing documents", () => {
  beforeEach(async () => {
    // What the tests before have made is not old.
    await sql`update orders.orders set settled_at = null`.execute(database.db);
    await sql`update invoices.walks set at = now() - interval '2 hours'`.execute(database.db);
  });
  /** Every call, until one finds nothing. */
  async function sweepAll(): Promise<number[]> {
    const counts: number[] = [];
    for (let calls = 0; calls < 10; calls += 1) {
      const issued = await sweepDocuments(deps(), 0);
      counts.push(issued);
      if (issued === 0) break;
    }
    return counts;
  }

  it(
    "waits for the seller's name and address, then issues the documents of older orders a hundred at a time",
    { timeout: 300_000 },
    async () => {
      await sql`update invoices.settings set seller_address = ''`.execute(database.db);
      const orders = [];
      for (let count = 0; count < 101; count += 1) orders.push(await confirmed());
      expect(await issueDocuments(deps(), [orders[0]?.id ?? ("" as OrderId)])).toBeNull();
      expect(await sweepAll()).toEqual([0]);
      await setSeller(database.db);
      expect(await sweepAll()).toEqual([100, 1, 0]);
      await expectNoGaps();
    },
  );

  it("finds a refund whose message was lost, after its order was passed", async () => {
    const order = await confirmed();
    await sweepAll();
    await createRefund(database.db, order, { amountMinor: 500 });
    await sweepAll();
    expect(await documentsOf(order.id)).toMatchObject([{ kind: "invoice" }, { kind: "credit_note", totalMinor: 500 }]);
  });
});

it("reads no whole table to issue, to list, or to find what is missing", async () => {
  const order = await confirmed();
  const whole = await tablesReadWhole(database, async (db) => {
    await issueDocuments({ db }, [order.id]);
    await sweepDocuments({ db }, 0);
    const { documents } = await listDocuments(db, order.id);
    await readDocument(db, order.id, documents[0]?.number ?? "");
    await listDocumentsOfMonth(db, { month: "2026-11", limit: 10 });
  });
  // One row each.
  expect(whole.filter((table) => table !== "orders.settings" && table !== "invoices.settings")).toEqual([]);
});
