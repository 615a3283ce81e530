import { DocumentItem, InvoiceDocument } from "@cartwright/contracts/invoices";
import { expect, it } from "vitest";
import { extractText, getDocumentProxy } from "unpdf";
import { renderDocument } from "./render-document.ts";

const ITEM = DocumentItem.parse({
  kind: "line",
  title: "Stoneware Teapot",
  variantTitle: "Ink",
  sku: "CW-001-INK",
  quantity: 2,
  unitPriceMinor: 5_800,
  discountMinor: 1_160,
  netMinor: 8_773,
  taxRateBp: 1_900,
  taxMinor: 1_667,
  grossMinor: 10_440,
});

const invoice = (change: Partial<InvoiceDocument> = {}): InvoiceDocument =>
  InvoiceDocument.parse({
    kind: "invoice",
    number: "INV-2026-00042",
    orderNumber: "CW-7F4K-9QXM",
    issuedOn: "2026-11-30",
    orderedOn: "2026-11-29",
    invoice: null,
    seller: {
      name: "Θέατρο Łódź Ltd",
      addressLines: ["Mühlenweg 7", "10115 Berlin"],
      vatNumber: "DE123456789",
      footer: "Registered in Berlin, HRB 12345",
    },
    buyer: { addressLines: ["Łucja Müller", "Ελένη Παπαδοπούλου", "Борис Ильин", "Řehoř Žižka, Ğülşah"] },
    currency: "EUR",
    taxIncluded: true,
    items: [ITEM],
    rates: [{ taxRateBp: 1_900, netMinor: 8_773, taxMinor: 1_667, grossMinor: 10_440 }],
    netMinor: 8_773,
    taxMinor: 1_667,
    totalMinor: 10_440,
    ...change,
  });

async function read(document: InvoiceDocument) {
  const bytes = await renderDocument(document);
  const { text, totalPages } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true });
  return { bytes, text: text.replaceAll(/\s+/g, " "), totalPages };
}

it("can be read back: names with accents, in Greek and in Cyrillic, numbers, rates and totals", async () => {
  const { text, totalPages, bytes } = await read(invoice());
  for (const words of [
    "INV-2026-00042",
    "30 November 2026",
    "CW-7F4K-9QXM",
    "Łucja Müller",
    "Ελένη Παπαδοπούλου",
    "Борис Ильин",
    "Řehoř Žižka, Ğülşah",
    "Θέατρο Łódź Ltd",
    "VAT number DE123456789",
    "Stoneware Teapot, Ink",
    "Discount −€11.60",
    "19%",
    "€16.67",
    "€104.40",
    "Page 1 of 1",
  ])
    expect(text).toContain(words);
  expect(totalPages).toBe(1);
  // Only the glyphs that it shows are in it: the fonts have more than a megabyte.
  expect(bytes.length).toBeLessThan(120_000);
});

it("is the same to the byte whenever it is drawn", async () => {
  const [one, other] = await Promise.all([renderDocument(invoice()), renderDocument(invoice())]);
  expect(one.equals(other)).toBe(true);
});

it("names the invoice that a credit note corrects", async () => {
  const note = invoice({
    kind: "credit_note",
    number: "CN-2026-00001",
    invoice: { number: "INV-2026-00042", issuedOn: "2026-11-30" },
  });
  const { text } = await read(note);
  expect(text).toContain("INV-2026-00042 of 30 November 2026");
  expect(text).toContain("Credit note");
  expect(text).toContain("Total credited");
});

it("goes on as many pages as it needs, each with its number", async () => {
  const title = "A long name of a thing that needs more than one line of the column in which it stands";
  const items = Array.from({ length: 100 }, (_, at) => ({ ...ITEM, title: `${title} ${at}` }));
  const { text, totalPages } = await read(invoice({ items }));
  expect(totalPages).toBeGreaterThan(3);
  expect(totalPages).toBeLessThan(16);
  expect(text).toContain(`Page ${totalPages} of ${totalPages}`);
  expect(text).toContain("stands 99");
});

it("refuses more than it can draw at once, and documents that are too long", async () => {
  await expect(renderDocument(invoice({ items: Array.from({ length: 1_001 }, () => ITEM) }))).rejects.toMatchObject({
    reason: "too_large",
  });
  const asked = await Promise.allSettled(Array.from({ length: 30 }, () => renderDocument(invoice())));
  const refused = asked.filter(({ status }) => status === "rejected");
  expect(refused.length).toBeGreaterThanOrEqual(9);
  expect(asked.length - refused.length).toBeGreaterThanOrEqual(20);
});
