import type { OrderId, OrderNumber } from "@cartwright/contracts/ids";
import { expect, test } from "vitest";
import type { InvoiceFacts } from "../orders/read-invoice-facts.ts";
import { composeDocument, toItem } from "./compose-document.ts";

const line = { title: "Mug", variantTitle: "", sku: "MUG", unitPriceMinor: 1_000, taxable: true };
const facts: InvoiceFacts = {
  orderId: "0198f7a6-1f6e-7c3b-8e51-3f1f0e1d2c3b" as OrderId, // a fixed id of a test
  number: "CW-2345-2345" as OrderNumber, // likewise
  createdAt: new Date("2026-11-05T10:00:00Z"),
  email: "kim@example.com",
  currency: "EUR",
  taxIncluded: true,
  taxRateBp: 1_900,
  taxMinor: 511,
  discountMinor: 800,
  shippingMinor: 0,
  shippingTaxed: true,
  shippingMethod: null,
  shippingAddress: null,
  lines: [
    { ...line, position: 1, quantity: 4, totalMinor: 4_000, discountMinor: 800, taxMinor: 511 },
    {
      ...line,
      position: 2,
      quantity: 1,
      totalMinor: 0,
      discountMinor: 0,
      taxMinor: 0,
      unitPriceMinor: 0,
      taxable: false,
    },
  ],
  refunds: [],
};
const issue = {
  number: "INV-2026-00001",
  issuedOn: "2026-11-06",
  invoice: null,
  settings: {
    sellerName: "A shop",
    sellerAddress: "Street 1",
    vatNumber: "",
    footer: "",
    invoicePrefix: "INV-",
    creditPrefix: "CN-",
    yearly: true,
    attached: false,
    version: 1,
  },
  timeZone: "UTC",
};

test("a credited unit shows the discount that it was bought with", () => {
  const part = {
    kind: "part",
    position: 1,
    quantity: 2,
    discountMinor: 0,
    grossMinor: 1_600,
    taxMinor: 255,
    taxRateBp: 1_900,
  } as const;
  expect(toItem(facts, part)).toMatchObject({
    unitPriceMinor: 1_000,
    quantity: 2,
    discountMinor: 400,
    grossMinor: 1_600,
  });
  expect(toItem({ ...facts, taxIncluded: false }, { ...part, grossMinor: 1_904, taxMinor: 304 })).toMatchObject({
    discountMinor: 400,
  });
});

test("goods that cost nothing add no rate of tax", () => {
  const paid = { position: 1, quantity: 4, discountMinor: 800, grossMinor: 3_200, taxMinor: 511, taxRateBp: 1_900 };
  const free = { position: 2, quantity: 1, discountMinor: 0, grossMinor: 0, taxMinor: 0, taxRateBp: 0 };
  const ratesOf = (...parts: (typeof paid)[]) =>
    composeDocument({ kind: "invoice", facts, items: parts.map((part) => toItem(facts, part)) }, issue).rates.map(
      ({ taxRateBp }) => taxRateBp,
    );
  expect(ratesOf(paid, free)).toEqual([1_900]);
  expect(ratesOf(free)).toEqual([0]);
});
