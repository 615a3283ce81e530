import { parse } from "node:path";
import type { ApiContext } from "@cartwright/api/context";
import { reasonOf } from "@cartwright/api/to-trpc-error";
import { ImportId } from "@cartwright/contracts/ids";
import { findFindings } from "@cartwright/core/catalog/imports/find-findings";
import { findingsPathOf } from "@cartwright/core/catalog/imports/import-files";
import { requireStaff } from "@cartwright/core/kernel/actor";
import { AppError, isAppError } from "@cartwright/core/kernel/app-error";
import type { CsrfGuard } from "../../auth/csrf.ts";
import type { Exchange } from "../../http/exchange.ts";
import type { Handler } from "../../http/layer.ts";
import { limitHeaders } from "../../http/limit-headers.ts";
import { sendError } from "../../http/send-error.ts";
import { sendStored } from "../downloads/stored-files.ts";

/** The path of an import's findings, as `findingsPath` makes it. */
export const FINDINGS_FILE = /^\/api\/admin\/imports\/([0-9a-f-]{36})\/findings\.csv$/;

interface FindingsOptions {
  readonly api: ApiContext["deps"];
  readonly csrf: CsrfGuard;
  /** The media folder; several web processes and workers share it. */
  readonly root: string;
}

/** The findings of an import, for staff who may import. */
async function find({ api, csrf, root }: FindingsOptions, exchange: Exchange) {
  const { address, path } = exchange;
  const actor = requireStaff(await exchange.visitor(), "products:write");
  if (!csrf.comesFromOurPages(exchange)) throw new AppError("csrf_invalid");
  await api.limiter.count("general", { address, actor, onState: limitHeaders(exchange) });
  const id = ImportId.safeParse(FINDINGS_FILE.exec(path)?.[1]);
  if (!id.success) throw new AppError("not_found");
  const { storageKey, fileName } = await findFindings(api.db, id.data);
  return { path: findingsPathOf(root, storageKey), name: `${parse(fileName).name}-report.csv` };
}

/** Sends all findings of an import as CSV. */
export function createFindings(options: FindingsOptions): Handler {
  return async (exchange) => {
    const { response } = exchange;
    try {
      const file = await find(options, exchange);
      response.isLong = true;
      if (!(await sendStored(response, file))) sendError(exchange, { reason: "not_found" });
    } catch (error) {
      if (!isAppError(error)) throw error;
      const { message, retryAfterSeconds } = error;
      sendError(exchange, { reason: reasonOf(error), message, retryAfterSeconds });
    }
  };
}
