import { FILE_BYTES_MAX } from "@cartwright/contracts/downloads";
import { ProductId } from "@cartwright/contracts/ids";
import { reasonOf } from "@cartwright/api/to-trpc-error";
import { addFileAsStaff } from "@cartwright/core/admin/digital-files";
import { expectFile } from "@cartwright/core/catalog/digital-files";
import { isAppError } from "@cartwright/core/kernel/app-error";
import { newFileKey } from "@cartwright/core/kernel/stored-file";
import { admitUpload, readFileName, type UploadOptions } from "../admit-upload.ts";
import type { Exchange } from "../../http/exchange.ts";
import type { Handler } from "../../http/layer.ts";
import { sendError, sendJson } from "../../http/send-error.ts";
import { createUploadSlots } from "../pictures/upload-slots.ts";
import { removeStored, storeBody, storedPath } from "./stored-files.ts";

export const FILE_UPLOAD = /^\/api\/uploads\/products\/([0-9a-f-]{36})\/files$/;
/** Uploads that this process writes at once. */
const UPLOADS_MAX = 4;

/**
 * Takes one file for a product, of any kind: the file itself is the body, streamed to the disk, at most 50 MB. It is only ever
 * sent as an attachment, to those who may download it. Responds with the product.
 */
export function createFileUpload(options: UploadOptions): Handler {
  const slots = createUploadSlots(UPLOADS_MAX);
  const { api, root } = options;

  async function take(exchange: Exchange) {
    const { actor, id: productId } = await admitUpload(options, exchange, { route: FILE_UPLOAD, shape: ProductId });
    const name = readFileName(exchange);
    return slots.enter(async () => {
      const storageKey = newFileKey();
      const id = await expectFile(api.db, { productId, storageKey, name });
      const bytes = await storeBody(exchange.request, {
        path: storedPath(root, storageKey),
        bytesMax: FILE_BYTES_MAX,
      });
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
