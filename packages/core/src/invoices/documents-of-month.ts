import type { DocumentsOfMonth, InvoiceDocument } from "@cartwright/contracts/invoices";
import type { Db } from "@cartwright/db/client";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../kernel/cursor.ts";
import { selectDocumentsOfMonth } from "./documents.sql.ts";

const Position = z.tuple([z.iso.date(), z.string(), z.int()]);

/** A page of the documents that were issued in a month, by day and number. */
export async function listDocumentsOfMonth(
  db: Db,
  { month, cursor, limit }: DocumentsOfMonth & { readonly cursor?: string; readonly limit: number },
): Promise<{ readonly items: InvoiceDocument[]; readonly nextCursor: string | null }> {
  const after = cursor === undefined ? null : decodeCursor(cursor, Position);
  const rows = await selectDocumentsOfMonth(db, { month, after, limit });
  const last = rows.at(-1);
  return {
    items: rows.map(({ content }) => content),
    nextCursor: rows.length === limit && last ? encodeCursor([last.content.issuedOn, last.series, last.serial]) : null,
  };
}
