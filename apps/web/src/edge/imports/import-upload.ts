import { reasonOf } from "@cartwright/api/to-trpc-error";
import { IMPORT_BYTES_MAX, IMPORT_UPLOAD_PATH } from "@cartwright/contracts/product-imports";
import { startImportAsStaff } from "@cartwright/core/admin/imports/change-import";
import { removeUploaded, uploadedPath } from "@cartwright/core/catalog/imports/import-files";
import { sniffFile } from "@cartwright/core/catalog/imports/sniff-file";
import { expectUpload, forgetUpload } from "@cartwright/core/catalog/imports/upload-import";
import { AppError, isAppError } from "@cartwright/core/kernel/app-error";
import { newFileKey } from "@cartwright/core/kernel/stored-file";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Exchange } from "../../http/exchange.ts";
import type { Handler } from "../../http/layer.ts";
import { sendError, sendJson } from "../../http/send-error.ts";
import { admitUploader, readFileName, type UploadOptions } from "../admit-upload.ts";
import { storeBody } from "../downloads/stored-files.ts";
import { createSlots } from "../slots.ts";

export const isImportUpload = (path: string): boolean => path === IMPORT_UPLOAD_PATH;

/** Uploads that this process writes at once. */
const UPLOADS_MAX = 2;
const RETRY_SECONDS = 30;

/** What Node says of a client that left in the middle of its request. */
const LEFT = new Set(["ERR_STREAM_PREMATURE_CLOSE", "ECONNRESET"]);

function refusalOf(error: unknown): AppError | null {
  const message = () =>
    getTranslations("errorDetails")("importTooLarge", { megabytes: IMPORT_BYTES_MAX / (1024 * 1024) });
  if (isAppError(error))
    return error.reason === "too_large" ? new AppError("too_large", { message: message() }) : error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return LEFT.has(code) ? new AppError("invalid_input", { cause: error }) : null;
}

/**
 * Takes a product file: the file itself is the body, streamed to the disk, at most 200 MB. What is no product file is refused by its
 * beginning; everything else is for the check, for which the import waits. Responds with the import. Nothing stays of an upload that fails.
 */
export function createImportUpload(options: UploadOptions): Handler {
  const inSlot = createSlots(UPLOADS_MAX, RETRY_SECONDS);
  const { api, root } = options;

  async function take(exchange: Exchange) {
    const actor = await admitUploader(options, exchange);
    const { request, response, address, requestId } = exchange;
    const fileName = readFileName(exchange);
    return inSlot(async () => {
      const storageKey = newFileKey();
      const importId = await expectUpload(api.db, { authorId: actor.userId, storageKey, fileName });
      try {
        response.isLong = true;
        const bytes = await storeBody(request, { path: uploadedPath(root, storageKey), bytesMax: IMPORT_BYTES_MAX });
        await sniffFile(root, storageKey);
        return await startImportAsStaff(api, { importId, fileName, bytes }, { actor, address, requestId });
      } catch (error) {
        await removeUploaded(root, storageKey);
        await forgetUpload(api.db, importId);
        throw error;
      }
    });
  }

  return async function handleUpload(exchange) {
    try {
      sendJson(exchange.response, 201, await take(exchange));
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      const { message, retryAfterSeconds } = refusal;
      sendError(exchange, { reason: reasonOf(refusal), message, retryAfterSeconds });
    }
  };
}
