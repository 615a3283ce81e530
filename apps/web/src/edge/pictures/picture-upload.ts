import { isPictureType, PICTURE_BYTES_MAX, PICTURE_KINDS } from "@cartwright/contracts/picture-upload";
import { addPictureAsStaff } from "@cartwright/core/admin/add-picture";
import { getProductForStaff } from "@cartwright/core/admin/get-product";
import { expectPicture } from "@cartwright/core/catalog/add-picture";
import { isAppError } from "@cartwright/core/kernel/app-error";
import { reasonOf } from "@cartwright/api/to-trpc-error";
import { admitUpload, type UploadOptions } from "../admit-upload.ts";
import type { Exchange } from "../../http/exchange.ts";
import type { Handler } from "../../http/layer.ts";
import { mediaType, readBody } from "../../http/read-body.ts";
import { sendError, sendJson } from "../../http/send-error.ts";
import { checkPicture } from "./check-picture.ts";
import { encodePicture } from "./encode-picture.ts";
import { newPictureKey, writePicture } from "./picture-files.ts";
import { createUploadSlots } from "./upload-slots.ts";

export const PICTURE_UPLOAD = /^\/api\/uploads\/products\/([0-9a-f-]{36})\/pictures$/;
/** Uploads that this process has in memory at once. One is encoded at a time. */
const UPLOADS_MAX = 4;

/** The content type is none of a picture. */
class UnknownPictureType extends Error {}

/**
 * Takes one picture for a product: the file itself is the body. The stored files are encoded anew from its pixels, under a
 * generated name; the uploaded bytes are never served. Responds with the product and its new picture.
 */
export function createPictureUpload(options: UploadOptions): Handler {
  const slots = createUploadSlots(UPLOADS_MAX);
  const { api, root } = options;

  async function take(exchange: Exchange) {
    const { actor, productId } = await admitUpload(options, exchange, PICTURE_UPLOAD);
    await getProductForStaff(api.db, productId);
    const type = mediaType(exchange.request);
    if (!isPictureType(type)) throw new UnknownPictureType();
    const kind = PICTURE_KINDS[type];
    return slots.enter(async (alone) => {
      const bytes = await readBody(exchange.request, PICTURE_BYTES_MAX);
      checkPicture(bytes, kind);
      const { files, ...size } = await alone(() => encodePicture(bytes, kind));
      const key = newPictureKey();
      await expectPicture(api.db, key);
      await writePicture(root, key, files);
      const { address, requestId } = exchange;
      return addPictureAsStaff(api, { productId, picture: { key, ...size } }, { actor, address, requestId });
    });
  }

  return async function handleUpload(exchange) {
    const { response } = exchange;
    try {
      sendJson(response, 201, await take(exchange));
    } catch (error) {
      if (error instanceof UnknownPictureType) {
        response.setHeader("Accept-Post", Object.keys(PICTURE_KINDS).join(", "));
        sendError(exchange, { reason: "picture_invalid", status: 415 });
        return;
      }
      const reason = reasonOf(error);
      if (reason === "internal") throw error;
      const { message, retryAfterSeconds } = isAppError(error) ? error : {};
      sendError(exchange, { reason, message, retryAfterSeconds });
    }
  };
}
