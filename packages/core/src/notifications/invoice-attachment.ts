import { hasSeller, readInvoiceSettings } from "../invoices/invoice-settings.ts";
import { issueDocuments } from "../invoices/issue-documents.ts";
import { pdfNameOf, renderDocument } from "../invoices/pdf/render-document.ts";
import { listDocuments, readDocument } from "../invoices/read-documents.ts";
import type { Deps } from "../kernel/deps.ts";
import type { MailAttachment } from "./mail-transport.ts";
import type { MailOfOrder } from "./mails.sql.ts";

/**
 * The invoice of a confirmed order, for its confirmation, if the shop attaches invoices. It is issued here if that has not
 * happened yet. Nothing for other mails.
 */
export async function attachmentsOf(
  deps: Pick<Deps, "db">,
  { template, orderId }: Pick<MailOfOrder, "template" | "orderId">,
): Promise<readonly MailAttachment[]> {
  if (template !== "order_confirmed" || orderId === null) return [];
  const settings = await readInvoiceSettings(deps.db);
  if (!settings.attached || !hasSeller(settings)) return [];
  await issueDocuments(deps, [orderId]);
  const { documents } = await listDocuments(deps.db, orderId);
  const invoice = documents.find(({ kind }) => kind === "invoice");
  if (!invoice) return [];
  const document = await readDocument(deps.db, orderId, invoice.number);
  const content = await renderDocument(document);
  return [{ filename: pdfNameOf(document), content, contentType: "application/pdf" }];
}
