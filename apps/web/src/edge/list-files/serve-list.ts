import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createBrotliCompress, createGzip } from "node:zlib";
import type { ApiContext } from "@cartwright/api/context";
import { reasonOf } from "@cartwright/api/to-trpc-error";
import { ListFileName } from "@cartwright/contracts/list-files";
import { exportList, LIST_FILES } from "@cartwright/core/admin/list-files/export-list";
import { requireStaff } from "@cartwright/core/kernel/actor";
import { AppError, isAppError } from "@cartwright/core/kernel/app-error";
import type { CsrfGuard } from "../../auth/csrf.ts";
import { encodingFor } from "../../http/compress-response.ts";
import type { Exchange } from "../../http/exchange.ts";
import type { Handler } from "../../http/layer.ts";
import { limitHeaders } from "../../http/limit-headers.ts";
import { sendError } from "../../http/send-error.ts";
import { createSlots } from "../slots.ts";

/** The path of a list, as `listFilePath` makes it. */
export const LIST_FILE = /^\/api\/admin\/lists\/([a-z]{1,20})\.csv$/;
/** Lists that this process sends at once. */
const EXPORTS_MAX = 2;
const RETRY_SECONDS = 15;
const LISTENERS_MAX = 20;
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

interface ListExportOptions {
  readonly api: ApiContext["deps"];
  readonly csrf: CsrfGuard;
}

/** Every check that comes before a list is read. */
async function admit({ api, csrf }: ListExportOptions, exchange: Exchange) {
  const { path, address } = exchange;
  const list = ListFileName.safeParse(LIST_FILE.exec(path)?.[1]);
  if (!list.success) throw new AppError("not_found");
  const actor = requireStaff(await exchange.visitor(), LIST_FILES[list.data].permission);
  // An export is written to the audit log, so that no other site may ask for one.
  if (!csrf.comesFromOurPages(exchange)) throw new AppError("csrf_invalid");
  await api.limiter.count("general", { address, actor, onState: limitHeaders(exchange) });
  return { list: list.data, actor };
}

/** Compresses as it sends, where the reader's pace holds back the statements. */
async function sendCsv({ request, response }: Exchange, name: string, csv: AsyncIterable<string>): Promise<void> {
  const encoding = encodingFor(request);
  response.isLong = true;
  // The layers before this one listen too, so that the pipeline's own listeners are above Node's default.
  response.setMaxListeners(LISTENERS_MAX);
  response.writeHead(200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${name}.csv"`,
    "Content-Encoding": encoding ?? "identity",
    Vary: "Accept-Encoding",
    "Cache-Control": "private, no-store",
  });
  const text = Readable.from(csv);
  if (encoding === null) await pipeline(text, response);
  else await pipeline(text, encoding === "br" ? createBrotliCompress(BROTLI) : createGzip(), response);
}

/** Sends a list of the back office as CSV, to staff who may see the list. One that fails on the way is cut off, so that it is never taken for a whole one. */
export function createListExports(options: ListExportOptions): Handler {
  const inSlot = createSlots(EXPORTS_MAX, RETRY_SECONDS);

  async function send(exchange: Exchange): Promise<void> {
    const { search, address, requestId } = exchange;
    const { list, actor } = await admit(options, exchange);
    const filter = new URLSearchParams(search).get("filter") ?? "{}";
    await inSlot(async () => {
      const csv = await exportList(options.api, { list, filter }, { actor, address, requestId });
      await sendCsv(exchange, list, csv);
    });
  }

  return async (exchange) => {
    const { response } = exchange;
    try {
      await send(exchange);
    } catch (error) {
      if (response.headersSent) {
        const hasLeft = error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
        if (!hasLeft) throw error;
      } else if (isAppError(error)) {
        const { message, retryAfterSeconds } = error;
        sendError(exchange, { reason: reasonOf(error), message, retryAfterSeconds });
      } else throw error;
    }
  };
}
