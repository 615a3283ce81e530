import { FileName } from "@cartwright/contracts/downloads";
import { ProductId } from "@cartwright/contracts/ids";
import { holds } from "@cartwright/contracts/permissions";
import type { ApiContext } from "@cartwright/api/context";
import { reasonOf } from "@cartwright/api/to-trpc-error";
import { addFileAsStaff } from "@cartwright/core/admin/digital-files";
import { expectFile } from "@cartwright/core/catalog/digital-files";
import { mayAct } from "@cartwright/core/kernel/actor";
import { AppError, isAppError } from "@cartwright/core/kernel/app-error";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { CsrfGuard } from "../../auth/csrf.ts";
import type { Exchange } from "../../http/exchange.ts";
import type { Handler } from "../../http/layer.ts";
import { limitHeaders } from "../../http/limit-headers.ts";
import { sendError, sendJson } from "../../http/send-error.ts";
import { createUploadSlots } from "../pictures/upload-slots.ts";
import { newFileKey, removeStored, storeBody } from "./stored-files.ts";

export const FILE_UPLOAD = /^\/api\/uploads\/products\/([0-9a-f-]{36})\/files$/;
/** Uploads that this process writes at once. */
const UPLOADS_MAX = 4;
const PERMISSION = "products:write";
/** The file's name, percent-encoded. */
const NAME_HEADER = "x-file-name";

interface UploadOptions {
  readonly api: ApiContext["deps"];
  readonly csrf: CsrfGuard;
  /** The media folder; several web processes share it. */
  readonly root: string;
}

function readName(exchange: Exchange): string {
  const header = exchange.request.headers[NAME_HEADER];
  try {
    const name = FileName.safeParse(decodeURIComponent(typeof header === "string" ? header : ""));
    if (name.success) return name.data;
  } catch {
    // Not percent-encoded; refused like any other name.
  }
  throw new AppError("invalid_input", { message: getTranslations("errorDetails")("fileName") });
}

/** Every check that comes before the body is read. Throws the error of the response. */
async function admit({ api, csrf }: UploadOptions, exchange: Exchange) {
  const { address, path } = exchange;
  const visitor = await exchange.visitor();
  if (visitor.kind !== "user") throw new AppError("sign_in_required");
  if (!mayAct(visitor, PERMISSION))
    throw new AppError(holds(visitor.role, PERMISSION) ? "second_factor_enrolment_required" : "forbidden");
  if ((await csrf.check(exchange)) !== "valid") throw new AppError("csrf_invalid");
  await api.limiter.count("general", { address, actor: visitor, onState: limitHeaders(exchange) });
  const productId = ProductId.safeParse(FILE_UPLOAD.exec(path)?.[1]);
  if (!productId.success) throw new AppError("not_found");
  return { actor: visitor, productId: productId.data, name: readName(exchange) };
}

/**
 * Takes one file for a product, of any kind: the file itself is the body, streamed to the disk, at most 50 MB. It is only ever
 * sent as an attachment, to those who may download it. Responds with the product.
 */
export function createFileUpload(options: UploadOptions): Handler {
  const slots = createUploadSlots(UPLOADS_MAX);
  const { api, root } = options;

  async function take(exchange: Exchange) {
    const { actor, productId, name } = await admit(options, exchange);
    return slots.enter(async () => {
      const storageKey = newFileKey();
      const id = await expectFile(api.db, { productId, storageKey, name });
      const bytes = await storeBody(exchange.request, root, storageKey);
      const { address, requestId } = exchange;
      try {
        return await addFileAsStaff(api, { productId, id, name, bytes }, { actor, address, requestId });
      } catch (error) {
        await removeStored(root, storageKey);
        throw error;
      }
    });
  }

  return async function handleUpload(exchange) {
    try {
      sendJson(exchange.response, 201, await take(exchange));
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === "internal" && exchange.request.complete) throw error;
      const { message, retryAfterSeconds } = isAppError(error) ? error : {};
      sendError(exchange, { reason: reason === "internal" ? "invalid_input" : reason, message, retryAfterSeconds });
    }
  };
}
