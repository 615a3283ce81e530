import { z } from "zod";
import { OrderNumber } from "./ids.ts";
import { AMOUNT_MINOR_MAX, AmountMinor, Currency } from "./money.ts";
import { RowVersion } from "./row-version.ts";
import { isStorable, optionalLine } from "./text.ts";

export const ADDRESS_LINES_MAX = 6;

/** Several lines of typed text, or none. */
const lines = (max: number, linesMax: number) =>
  z
    .string()
    .trim()
    .max(max)
    // oxlint-disable-next-line no-control-regex -- control characters are exactly what must not pass, but line breaks
    .refine((text) => isStorable(text) && /^[^\u0000-\u0009\u000b-\u001f\u007f]*$/.test(text))
    .refine((text) => text.split("\n").length <= linesMax);

/**
 * The beginning of a series of numbers, such as `INV-`. It ends with a hyphen, so that no number of one series can be one of
 * another.
 */
export const NumberPrefix = z.string().regex(/^[A-Z][A-Z0-9-]{0,8}-$/);

/** How many digits a number has at least. */
export const SERIAL_DIGITS = 5;

/**
 * What invoices and credit notes say about the seller, and how they are numbered. No document is issued until the seller has a
 * name and an address.
 */
export const InvoiceSettings = z.strictObject({
  sellerName: optionalLine(120),
  sellerAddress: lines(400, ADDRESS_LINES_MAX),
  vatNumber: optionalLine(40),
  /** Printed at the foot of every page, such as a company's register number. */
  footer: optionalLine(300),
  invoicePrefix: NumberPrefix,
  creditPrefix: NumberPrefix,
  /** Whether numbers contain the year, and begin again at 1 with it. */
  yearly: z.boolean(),
  /** Whether the confirmation of an order has its invoice attached. */
  attached: z.boolean(),
  version: RowVersion,
});
export type InvoiceSettings = z.infer<typeof InvoiceSettings>;

export const DocumentKind = z.enum(["invoice", "credit_note"]);
export type DocumentKind = z.infer<typeof DocumentKind>;

/** The number of a document, such as `INV-2026-00042`. */
export const DocumentNumber = z.string().regex(/^[A-Z][A-Z0-9-]{1,30}$/);

/** A calendar date in the shop's time zone. */
const LocalDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
/** An adjustment may take away. */
const SignedMinor = z.int().min(-AMOUNT_MINOR_MAX).max(AMOUNT_MINOR_MAX);

/** A row of a document: goods, shipping, or what a refund is more or less than the goods in it. Amounts in minor units. */
export const DocumentItem = z.object({
  kind: z.enum(["line", "shipping", "adjustment"]),
  /** Of the product, or the shipping method; empty for an adjustment. */
  title: z.string(),
  variantTitle: z.string(),
  sku: z.string().nullable(),
  quantity: z.int().nullable(),
  unitPriceMinor: SignedMinor.nullable(),
  discountMinor: AmountMinor,
  netMinor: SignedMinor,
  taxRateBp: z.int().min(0).max(10_000),
  taxMinor: SignedMinor,
  grossMinor: SignedMinor,
});
export type DocumentItem = z.infer<typeof DocumentItem>;

export const RateTotal = z.object({
  taxRateBp: z.int().min(0).max(10_000),
  netMinor: AmountMinor,
  taxMinor: AmountMinor,
  grossMinor: AmountMinor,
});
export type RateTotal = z.infer<typeof RateTotal>;

/** All that a document says, as it was when it was issued. Amounts of a credit note are what is given back. */
export const InvoiceDocument = z.object({
  kind: DocumentKind,
  number: DocumentNumber,
  orderNumber: OrderNumber,
  issuedOn: LocalDate,
  orderedOn: LocalDate,
  /** The invoice that a credit note corrects. */
  invoice: z.object({ number: DocumentNumber, issuedOn: LocalDate }).nullable(),
  seller: z.object({
    name: z.string(),
    addressLines: z.array(z.string()),
    vatNumber: z.string(),
    footer: z.string(),
  }),
  /** The address, or the email address where nothing was shipped. */
  buyer: z.object({ addressLines: z.array(z.string()) }),
  currency: Currency,
  /** Whether the prices of the items contain their tax. */
  taxIncluded: z.boolean(),
  items: z.array(DocumentItem),
  /** One for each rate of tax, highest first. */
  rates: z.array(RateTotal),
  netMinor: AmountMinor,
  taxMinor: AmountMinor,
  totalMinor: AmountMinor,
});
export type InvoiceDocument = z.infer<typeof InvoiceDocument>;

export const ListDocuments = z.strictObject({ number: OrderNumber });
export const GetDocument = z.strictObject({ number: OrderNumber, document: DocumentNumber });

/** The documents of an order, oldest first. */
export const OrderDocuments = z.object({
  /** False until the seller's details are entered: until then no documents are issued. */
  issuing: z.boolean(),
  documents: z.array(
    z.object({
      kind: DocumentKind,
      number: DocumentNumber,
      issuedOn: LocalDate,
      totalMinor: AmountMinor,
      currency: Currency,
    }),
  ),
});
export type OrderDocuments = z.infer<typeof OrderDocuments>;

/** Documents of a month such as `2026-11`, in the shop's time zone. */
export const DocumentsOfMonth = z.strictObject({ month: z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/) });
export type DocumentsOfMonth = z.infer<typeof DocumentsOfMonth>;
