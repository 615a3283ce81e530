import type { InvoiceDocument } from "@cartwright/contracts/invoices";
import pLimit from "p-limit";
import { AppError } from "../../kernel/app-error.ts";

/** Documents that one process draws at once, and that wait for it. */
const DRAWN_MAX = 1;
const WAITING_MAX = 20;

const slots = pLimit(DRAWN_MAX);

/**
 * A document as PDF. The same document gives the same bytes, however often it is drawn, so nothing needs to be kept. Drawing keeps
 * the process busy, so one is drawn at a time; throws `unavailable` when too many wait.
 */
export async function renderDocument(document: InvoiceDocument): Promise<Buffer> {
  if (slots.pendingCount >= WAITING_MAX) throw new AppError("unavailable");
  return slots(async () => {
    // Most processes never draw one, and what it takes stays in memory.
    const { drawDocument } = await import("./draw-document.ts");
    return drawDocument(document);
  });
}

/** The name of the file. */
export const pdfNameOf = ({ number }: Pick<InvoiceDocument, "number">): string => `${number}.pdf`;
