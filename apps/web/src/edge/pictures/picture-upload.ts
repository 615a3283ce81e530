import { ProductId } from "@cartwright/contracts/ids";
import { holds } from "@cartwright/contracts/permissions";
import {
  isPictureType,
  PICTURE_BYTES_MAX,
  PICTURE_KINDS,
  type PictureKind,
} from "@cartwright/contracts/picture-upload";
import { addPictureFromDesk } from "@cartwright/core/admin/add-picture";
import { getProductForStaff } from "@cartwright/core/admin/get-product";
import { expectPicture } from "@cartwright/core/catalog/add-picture";
import { mayAct } from "@cartwright/core/kernel/actor";
import { AppError, isAppError } from "@cartwright/core/kernel/app-error";
import type { ApiContext } from "@cartwright/api/context";
import { reasonOf } from "@cartwright/api/to-trpc-error";
import type { Exchange, Visitor } from "../exchange.ts";
import { limitHeaders } from "../limit-headers.ts";
import { mediaType, readBody } from "../read-body.ts";
import { sendError, sendJson } from "../send-error.ts";
import { checkPicture } from "./check-picture.ts";
import { encodePicture } from "./encode-picture.ts";
import { newPictureKey, writePicture } from "./picture-files.ts";
import { createTurnstile } from "./turnstile.ts";

export const PICTURE_UPLOAD = /^\/api\/uploads\/products\/([0-9a-f-]{36})\/pictures$/;
/** Uploads that this process holds at once: as many bodies may lie in memory. One is worked on at a time. */
const UPLOADS_MAX = 4;
const PERMISSION = "products:write";

interface UploadOptions {
  readonly api: ApiContext["deps"];
  /** The media folder; several web processes share it. */
  readonly root: string;
  readonly csrfOf: (exchange: Exchange, visitor: Visitor) => ApiContext["csrf"];
}

/** Everything that is asked before a byte of the body is read. Throws what the answer will say. */
async function admit(options: UploadOptions, exchange: Exchange, visitor: Visitor) {
  if (visitor.kind !== "user") throw new AppError("sign_in_required");
  if (!mayAct(visitor, PERMISSION))
    throw new AppError(holds(visitor.role, PERMISSION) ? "second_factor_enrolment_required" : "forbidden");
  if (options.csrfOf(exchange, visitor) !== "valid") throw new AppError("csrf_invalid");
  const { address } = exchange;
  await options.api.limiter.count("general", { address, actor: visitor, onState: limitHeaders(exchange) });
  const productId = ProductId.safeParse(PICTURE_UPLOAD.exec(exchange.path)?.[1]);
  if (!productId.success) throw new AppError("not_found");
  await getProductForStaff(options.api.db, productId.data);
  return { actor: visitor, productId: productId.data };
}

/**
 * Takes one picture for a product: the file itself is the body. What is stored is made anew from its pixels, under a made
 * name; nothing that was sent is ever served. Answers the product with its new picture, or a refusal in the shape of all.
 */
export function createPictureUpload(options: UploadOptions) {
  const turnstile = createTurnstile(UPLOADS_MAX);
  const { api, root } = options;

  async function take(exchange: Exchange, visitor: Visitor, kind: PictureKind) {
    const { actor, productId } = await admit(options, exchange, visitor);
    return turnstile.enter(async (alone) => {
      const bytes = await readBody(exchange.request, PICTURE_BYTES_MAX);
      checkPicture(bytes, kind);
      const { files, ...size } = await alone(() => encodePicture(bytes, kind));
      const key = newPictureKey();
      await expectPicture(api.db, key);
      await writePicture(root, key, files);
      const { address, requestId } = exchange;
      return addPictureFromDesk(api, { productId, picture: { key, ...size } }, { actor, address, requestId });
    });
  }

  return async function answerUpload(exchange: Exchange, visitor: Visitor): Promise<void> {
    const { request, response, requestId } = exchange;
    const type = mediaType(request);
    try {
      if (!isPictureType(type)) {
        response.setHeader("Accept-Post", Object.keys(PICTURE_KINDS).join(", "));
        refuseUnread(exchange, { reason: "picture_invalid", status: 415, requestId });
        return;
      }
      sendJson(response, 201, await take(exchange, visitor, PICTURE_KINDS[type]));
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === "internal") throw error;
      const known = isAppError(error) ? error : null;
      refuseUnread(exchange, {
        reason,
        requestId,
        ...(known === null ? {} : { message: known.message }),
        ...(known?.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: known.retryAfterSeconds }),
      });
    }
  };
}

/** Refuses; whatever of the body is still on its way is not waited for. */
function refuseUnread({ request, response }: Exchange, answer: Parameters<typeof sendError>[1]): void {
  if (!request.complete) response.setHeader("Connection", "close");
  sendError(response, answer);
}
