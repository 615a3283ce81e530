import type { DocumentExport, InvoiceDocument } from "@cartwright/contracts/invoices";
import { decimalOfMinor } from "@cartwright/contracts/money";
import { inTransaction } from "@cartwright/db/transaction";
import { stringify } from "csv-stringify/sync";
import { guardCell } from "../catalog/csv-cells.ts";
import { readDocumentsOfMonth } from "../invoices/documents-of-month.ts";
import { appendAudit } from "../kernel/append-audit.ts";
import type { Deps } from "../kernel/deps.ts";
import { auditOf, type PlainStaffAct } from "./staff-act.ts";

const DOCUMENTS_MAX = 5_000;
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
function rowsOf(document: InvoiceDocument): string[][] {
  const { kind, number, issuedOn, orderNumber, orderedOn, invoice, buyer, currency, rates } = document;
  const amount = (minor: number) =>
    `${kind === "credit_note" && minor > 0 ? "-" : ""}${decimalOfMinor(minor, currency)}`;
  const facts = [
    number,
    kind,
    issuedOn,
    orderNumber,
    orderedOn,
    invoice?.number ?? "",
    buyer.addressLines[0] ?? "",
  ].map(guardCell);
  return rates.map(({ taxRateBp, netMinor, taxMinor, grossMinor }) =>
    facts.concat(currency, String(taxRateBp / 100), amount(netMinor), amount(taxMinor), amount(grossMinor)),
  );
}

/** The first 5,000 documents of a month as CSV, for the bookkeeper. Audited. */
export async function exportDocumentsAsStaff(
  deps: Pick<Deps, "db">,
  { month }: { readonly month: string },
  act: PlainStaffAct,
): Promise<DocumentExport> {
  return inTransaction(deps.db, async (tx) => {
    const found = await readDocumentsOfMonth(tx, month, DOCUMENTS_MAX + 1);
    const rows = found.slice(0, DOCUMENTS_MAX).flatMap(rowsOf);
    await appendAudit(tx, {
      ...auditOf(act),
      action: "invoices.export",
      subject: { kind: "invoices", id: month },
      after: { rows: rows.length },
    });
    return { csv: stringify([HEADER, ...rows]), rows: rows.length, complete: found.length <= DOCUMENTS_MAX };
  });
}
