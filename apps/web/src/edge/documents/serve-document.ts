import type { ApiContext } from "@cartwright/api/context";
import { reasonOf } from "@cartwright/api/to-trpc-error";
import { GetDocument } from "@cartwright/contracts/invoices";
import { pdfNameOf, renderDocument } from "@cartwright/core/invoices/pdf/render-document";
import { readVisibleDocument } from "@cartwright/core/invoices/read-documents";
import { AppError, isAppError } from "@cartwright/core/kernel/app-error";
import type { Exchange } from "../../http/exchange.ts";
import type { Handler } from "../../http/layer.ts";
import { limitHeaders } from "../../http/limit-headers.ts";
import { sendError } from "../../http/send-error.ts";

/** The path of a document's PDF, as `documentPdfPath` makes it. */
export const DOCUMENT_PATH = /^\/api\/orders\/([^/]{1,20})\/documents\/([^/]{1,40})\.pdf$/;

async function draw(api: ApiContext["deps"], exchange: Exchange) {
  const { address, path } = exchange;
  const actor = await exchange.visitor();
  await api.limiter.count("general", { address, actor, onState: limitHeaders(exchange) });
  const [, number, document] = DOCUMENT_PATH.exec(path) ?? [];
  const named = GetDocument.safeParse({ number, document });
  if (!named.success) throw new AppError("not_found");
  const found = await readVisibleDocument(api.db, actor, named.data);
  return { name: pdfNameOf(found), bytes: await renderDocument(found) };
}

/** Sends a document of an order as PDF, to whoever may see the order. Drawn anew each time, to the same bytes. */
export function createDocuments(api: ApiContext["deps"]): Handler {
  return async (exchange) => {
    try {
      const { name, bytes } = await draw(api, exchange);
      exchange.response.writeHead(200, {
        "Content-Type": "application/pdf",
        "Content-Length": bytes.length,
        "Content-Disposition": `attachment; filename="${name}"`,
        "Cache-Control": "private, no-store",
      });
      exchange.response.end(bytes);
    } catch (error) {
      if (!isAppError(error)) throw error;
      const { message, retryAfterSeconds } = error;
      sendError(exchange, { reason: reasonOf(error), message, retryAfterSeconds });
    }
  };
}
