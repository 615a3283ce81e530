import { GetDocument, InvoiceDocument, ListDocuments, OrderDocuments } from "@cartwright/contracts/invoices";
import { listDocumentsForStaff, readDocumentForStaff } from "@cartwright/core/admin/order-documents";
import { staffProcedure } from "../../trpc.ts";

/** Invoices and credit notes, as part of `admin.orders`. */
export const orderDocuments = {
  documents: staffProcedure("orders:read")
    .input(ListDocuments)
    .output(OrderDocuments)
    .query(({ ctx, input }) => listDocumentsForStaff(ctx.deps.db, input.number)),

  document: staffProcedure("orders:read")
    .input(GetDocument)
    .output(InvoiceDocument)
    .query(({ ctx, input }) => readDocumentForStaff(ctx.deps.db, input)),
};
