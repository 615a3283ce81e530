import { DocumentsOfMonth, type InvoiceDocument } from "@cartwright/contracts/invoices";
import { decimalOfMinor } from "@cartwright/contracts/money";
import { listDocumentsOfMonth } from "../../invoices/documents-of-month.ts";
import { type Cells, createListFile } from "./list-file.ts";

const HEADER = [
  "number",
  "kind",
  "issued on",
  "order",
  "ordered on",
  "corrects",
  "buyer",
  "currency",
  "tax rate %",
  "net",
  "tax",
  "total",
];

/** One row for each rate of tax. Credit notes are negative, so that a column adds up. */
function rowsOf(document: InvoiceDocument): Cells[] {
  const { kind, number, issuedOn, orderNumber, orderedOn, invoice, buyer, currency, rates } = document;
  const sign = kind === "credit_note" ? -1 : 1;
  const amount = (minor: number) => decimalOfMinor(minor === 0 ? 0 : sign * minor, currency);
  const facts = [number, kind, issuedOn, orderNumber, orderedOn, invoice?.number ?? "", buyer.addressLines[0] ?? ""];
  return rates.map(({ taxRateBp, netMinor, taxMinor, grossMinor }) =>
    facts.concat(currency, String(taxRateBp / 100), amount(netMinor), amount(taxMinor), amount(grossMinor)),
  );
}

/** The invoices and credit notes of a month, for the bookkeeper. */
export const documentsFile = createListFile({
  permission: "payments:read",
  filter: DocumentsOfMonth,
  readHeader: async () => HEADER,
  readPage: listDocumentsOfMonth,
  toRows: async (documents) => documents.flatMap(rowsOf),
});
