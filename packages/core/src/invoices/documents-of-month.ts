import type { DocumentsOfMonth, InvoiceDocument } from "@cartwright/contracts/invoices";
import type { Db } from "@cartwright/db/client";
import { z } from "zod";
import { decodeCursor, toPage } from "../kernel/cursor.ts";
import { selectDocumentsOfMonth } from "./documents.sql.ts";

const Position = z.tuple([z.iso.date(), z.string(), z.int()]);

/** A page of the documents that were issued in a month, by day and number. */
export async function listDocumentsOfMonth(
  db: Db,
  { month, cursor, limit }: DocumentsOfMonth & { readonly cursor?: string; readonly limit: number },
): Promise<{ readonly items: InvoiceDocument[]; readonly nextCursor: string | null }> {
  const after = cursor === undefined ? null : decodeCursor(cursor, Position);
  const rows = await selectDocumentsOfMonth(db, { month, after, limit: limit + 1 });
  const { shown, nextCursor } = toPage(rows, limit, (last) => [last.content.issuedOn, last.series, last.serial]);
  return { items: shown.map(({ content }) => content), nextCursor };
}
