import { CategoryId, CollectionId, ProductId } from "@cartwright/contracts/ids";
import { isPictureType, PICTURE_BYTES_MAX, PICTURE_KINDS } from "@cartwright/contracts/picture-upload";
import { addPictureAsStaff } from "@cartwright/core/admin/add-picture";
import { setCategoryPictureAsStaff } from "@cartwright/core/admin/categories/change-category";
import { getCategoryForStaff } from "@cartwright/core/admin/categories/get-category";
import { setCollectionPictureAsStaff } from "@cartwright/core/admin/collections/change-collection";
import { getCollectionForStaff } from "@cartwright/core/admin/collections/get-collection";
import { getProductForStaff } from "@cartwright/core/admin/get-product";
import { expectPicture, type StoredPicture } from "@cartwright/core/catalog/add-picture";
import type { PlainStaffAct } from "@cartwright/core/admin/staff-act";
import { isAppError } from "@cartwright/core/kernel/app-error";
import { reasonOf } from "@cartwright/api/to-trpc-error";
import { admitUpload, type UploadOptions } from "../admit-upload.ts";
import type { Exchange } from "../../http/exchange.ts";
import type { Handler } from "../../http/layer.ts";
import { mediaType, readBody } from "../../http/read-body.ts";
import { sendError, sendJson } from "../../http/send-error.ts";
import { checkPicture } from "./check-picture.ts";
import { newPictureKey, writePicture } from "./picture-files.ts";
import { createUploadSlots } from "./upload-slots.ts";

const OF_PRODUCT = /^\/api\/uploads\/products\/([0-9a-f-]{36})\/pictures$/;
const OF_CATEGORY = /^\/api\/uploads\/categories\/([0-9a-f-]{36})\/picture$/;
const OF_COLLECTION = /^\/api\/uploads\/collections\/([0-9a-f-]{36})\/picture$/;

/** The label of an upload's path in metrics; null for any other path. */
export function pictureUploadLabel(path: string): string | null {
  if (OF_PRODUCT.test(path)) return "/api/uploads/products/[id]/pictures";
  if (OF_CATEGORY.test(path)) return "/api/uploads/categories/[id]/picture";
  return OF_COLLECTION.test(path) ? "/api/uploads/collections/[id]/picture" : null;
}

/** Uploads that this process has in memory at once. One is encoded at a time. */
const UPLOADS_MAX = 4;

/** The content type is none of a picture. */
class UnknownPictureType extends Error {}

/** Whose picture it is: who may send it, and what is done with it once its files are stored. */
interface Admitted {
  readonly act: Pick<PlainStaffAct, "actor">;
  readonly attach: (picture: StoredPicture, act: PlainStaffAct) => Promise<unknown>;
}

async function admit(options: UploadOptions, exchange: Exchange): Promise<Admitted> {
  const { api } = options;
  if (OF_COLLECTION.test(exchange.path)) {
    const { actor, id } = await admitUpload(options, exchange, { route: OF_COLLECTION, shape: CollectionId });
    await getCollectionForStaff(api.db, id);
    return {
      act: { actor },
      attach: (picture, act) => setCollectionPictureAsStaff(api, { collectionId: id, picture }, act),
    };
  }
  if (OF_CATEGORY.test(exchange.path)) {
    const { actor, id } = await admitUpload(options, exchange, { route: OF_CATEGORY, shape: CategoryId });
    await getCategoryForStaff(api.db, id);
    return {
      act: { actor },
      attach: (picture, act) => setCategoryPictureAsStaff(api, { categoryId: id, picture }, act),
    };
  }
  const { actor, id } = await admitUpload(options, exchange, { route: OF_PRODUCT, shape: ProductId });
  await getProductForStaff(api.db, id);
  return { act: { actor }, attach: (picture, act) => addPictureAsStaff(api, { productId: id, picture }, act) };
}

/**
 * Takes one picture for a product, a category or a collection: the file itself is the body. The stored files are encoded anew from its pixels, under a
 * generated name; the uploaded bytes are never served. Responds with what it is for and its new picture.
 */
export function createPictureUpload(options: UploadOptions): Handler {
  const slots = createUploadSlots(UPLOADS_MAX);
  const { api, root } = options;

  async function take(exchange: Exchange) {
    const { act, attach } = await admit(options, exchange);
    const type = mediaType(exchange.request);
    if (!isPictureType(type)) throw new UnknownPictureType();
    const kind = PICTURE_KINDS[type];
    return slots.enter(async (alone) => {
      const bytes = await readBody(exchange.request, PICTURE_BYTES_MAX);
      checkPicture(bytes, kind);
      // Most processes never encode one, and the library stays in memory.
      const { encodePicture } = await import("./encode-picture.ts");
      const { files, ...size } = await alone(() => encodePicture(bytes, kind));
      const key = newPictureKey();
      await expectPicture(api.db, key);
      await writePicture(root, key, files);
      const { address, requestId } = exchange;
      return attach({ key, ...size }, { ...act, address, requestId });
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
