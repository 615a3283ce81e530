import type { AdminProduct } from "@cartwright/contracts/admin-products";
import { CSRF_HEADER } from "@cartwright/contracts/cookies";
import { ERROR_CODES } from "@cartwright/contracts/error-codes";
import { isPictureType, PICTURE_BYTES_MAX } from "@cartwright/contracts/picture-upload";
import { csrfToken, forgetCsrfToken } from "../../../trpc/csrf.ts";

/** A picture was not taken; the message is for a person. */
export class UploadFailure extends Error {
  override readonly name = "UploadFailure";
}

const send = async (productId: string, file: File): Promise<Response> =>
  fetch(`/api/uploads/products/${productId}/pictures`, {
    method: "POST",
    credentials: "same-origin",
    headers: { [CSRF_HEADER]: await csrfToken(), "content-type": file.type },
    body: file,
  });

/** The sentence and the reason in a refusal; anything else is no answer of the shop's. */
function readRefusal(body: unknown): { readonly message: string; readonly reason: unknown } {
  const error = typeof body === "object" && body !== null && "error" in body ? body.error : null;
  if (typeof error !== "object" || error === null || !("message" in error) || typeof error.message !== "string")
    return { message: ERROR_CODES.unavailable.message, reason: null };
  const data = "data" in error && typeof error.data === "object" && error.data !== null ? error.data : {};
  return { message: error.message, reason: "reason" in data ? data.reason : null };
}

/** Sends one picture of a product; answers the product with it. Throws {@link UploadFailure}. */
export async function uploadPicture(productId: string, file: File): Promise<AdminProduct> {
  if (file.size > PICTURE_BYTES_MAX)
    throw new UploadFailure(`${file.name} is larger than ${PICTURE_BYTES_MAX / 1_048_576} MB.`);
  if (!isPictureType(file.type)) throw new UploadFailure(`${file.name}: ${ERROR_CODES.picture_invalid.message}`);
  try {
    let response = await send(productId, file);
    let body: unknown = await response.json();
    // A token may have outlived its session (log-in in another tab): one more try with a new one.
    if (readRefusal(body).reason === "csrf_invalid") {
      forgetCsrfToken();
      response = await send(productId, file);
      body = await response.json();
    }
    if (response.ok) return body as AdminProduct; // what the endpoint answers with 201
    throw new UploadFailure(`${file.name}: ${readRefusal(body).message}`);
  } catch (error) {
    if (error instanceof UploadFailure) throw error;
    throw new UploadFailure(`${file.name}: ${ERROR_CODES.unavailable.message}`, { cause: error });
  }
}
