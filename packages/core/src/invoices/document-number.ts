import { type DocumentKind, type InvoiceSettings, SERIAL_DIGITS } from "@cartwright/contracts/invoices";

type Numbering = Pick<InvoiceSettings, "invoicePrefix" | "creditPrefix" | "yearly">;

/** The series that a document of this day belongs to: the prefix of its kind, and the year where numbers begin again with it. */
export function seriesOf({ invoicePrefix, creditPrefix, yearly }: Numbering, kind: DocumentKind, day: string): string {
  const prefix = kind === "invoice" ? invoicePrefix : creditPrefix;
  return yearly ? `${prefix}${day.slice(0, 4)}-` : prefix;
}

/** The number of a document: its series, and its place in it. */
export const numberOf = (series: string, serial: number): string =>
  `${series}${String(serial).padStart(SERIAL_DIGITS, "0")}`;
