import { FileName } from "@cartwright/contracts/downloads";
import { ProductId } from "@cartwright/contracts/ids";
import { reasonOf } from "@cartwright/api/to-trpc-error";
import { addFileAsStaff } from "@cartwright/core/admin/digital-files";
import { expectFile } from "@cartwright/core/catalog/digital-files";
import { AppError, isAppError } from "@cartwright/core/kernel/app-error";
import { getTranslations } from "@cartwright/messages/get-translations";
import { admitUpload, type UploadOptions } from "../admit-upload.ts";
import type { Exchange } from "../../http/exchange.ts";
import type { Handler } from "../../http/layer.ts";
import { sendError, sendJson } from "../../http/send-error.ts";
import { createUploadSlots } from "../pictures/upload-slots.ts";
import { newFileKey, removeStored, storeBody } from "./stored-files.ts";

export const FILE_UPLOAD = /^\/api\/uploads\/products\/([0-9a-f-]{36})\/files$/;
/** Uploads that this process writes at once. */
const UPLOADS_MAX = 4;
/** The file's name, percent-encoded. */
const NAME_HEADER = "x-file-name";

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

/**
 * Takes one file for a product, of any kind: the file itself is the body, streamed to the disk, at most 50 MB. It is only ever
 * sent as an attachment, to those who may download it. Responds with the product.
 */
export function createFileUpload(options: UploadOptions): Handler {
  const slots = createUploadSlots(UPLOADS_MAX);
  const { api, root } = options;

  async function take(exchange: Exchange) {
    const { actor, id: productId } = await admitUpload(options, exchange, { route: FILE_UPLOAD, shape: ProductId });
    const name = readName(exchange);
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
