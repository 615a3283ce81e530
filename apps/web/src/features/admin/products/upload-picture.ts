import type { AdminProduct } from "@cartwright/contracts/admin-products";
import type { AdminCollection } from "@cartwright/contracts/collections";
import { CSRF_HEADER } from "@cartwright/contracts/cookies";
import { FILE_BYTES_MAX } from "@cartwright/contracts/downloads";
import { isPictureType, PICTURE_BYTES_MAX } from "@cartwright/contracts/picture-upload";
import { csrfToken, forgetCsrfToken } from "../../../trpc/csrf.ts";

/** Why a picture or another file was not uploaded. `text` is the server's message for a person, if it sent one. */
export class UploadFailure extends Error {
  override readonly name = "UploadFailure";
  readonly file: string;
  readonly problem: "too_large" | "wrong_type" | "refused";
  readonly text: string | null;

  constructor(file: string, problem: UploadFailure["problem"], reason: { text?: string | null; cause?: unknown } = {}) {
    super(`${file}: ${problem}`, { cause: reason.cause });
    this.file = file;
    this.problem = problem;
    this.text = reason.text ?? null;
  }
}

/** Where a file goes, and what is said about it. */
interface Upload {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly file: File;
}

const send = async ({ path, headers, file }: Upload): Promise<Response> =>
  fetch(path, {
    method: "POST",
    credentials: "same-origin",
    headers: { ...headers, [CSRF_HEADER]: await csrfToken() },
    body: file,
  });

/** The message and the reason of a refusal; null when the response is not one of the shop's. */
function readRefusal(body: unknown): { readonly message: string | null; readonly reason: unknown } {
  const error = typeof body === "object" && body !== null && "error" in body ? body.error : null;
  if (typeof error !== "object" || error === null || !("message" in error) || typeof error.message !== "string")
    return { message: null, reason: null };
  const data = "data" in error && typeof error.data === "object" && error.data !== null ? error.data : {};
  return { message: error.message, reason: "reason" in data ? data.reason : null };
}

function pictureUpload(path: string, file: File): Upload {
  if (file.size > PICTURE_BYTES_MAX) throw new UploadFailure(file.name, "too_large");
  if (!isPictureType(file.type)) throw new UploadFailure(file.name, "wrong_type");
  return { path, headers: { "content-type": file.type }, file };
}

/** Uploads one picture of a product; returns the product with it. Throws {@link UploadFailure}. */
export async function uploadPicture(productId: string, file: File): Promise<AdminProduct> {
  return (await upload(pictureUpload(`/api/uploads/products/${productId}/pictures`, file))) as AdminProduct; // the endpoint's 201
}

/** Uploads the picture of a collection in place of the one it has; returns the collection. Throws {@link UploadFailure}. */
export async function uploadCollectionPicture(collectionId: string, file: File): Promise<AdminCollection> {
  return (await upload(pictureUpload(`/api/uploads/collections/${collectionId}/picture`, file))) as AdminCollection; // the endpoint's 201
}

/** Uploads one file that buyers of a product may download, of any kind. Throws {@link UploadFailure}. */
export async function uploadFile(productId: string, file: File): Promise<AdminProduct> {
  if (file.size > FILE_BYTES_MAX) throw new UploadFailure(file.name, "too_large");
  const path = `/api/uploads/products/${productId}/files`;
  const headers = { "content-type": "application/octet-stream", "x-file-name": encodeURIComponent(file.name) };
  return (await upload({ path, headers, file })) as AdminProduct; // the endpoint's 201
}

async function upload(request: Upload): Promise<unknown> {
  const { name } = request.file;
  try {
    let response = await send(request);
    let body: unknown = await response.json();
    // The token may be older than the session (log-in in another tab): retry once with a new one.
    if (readRefusal(body).reason === "csrf_invalid") {
      forgetCsrfToken();
      response = await send(request);
      body = await response.json();
    }
    if (response.ok) return body;
    throw new UploadFailure(name, "refused", { text: readRefusal(body).message });
  } catch (error) {
    if (error instanceof UploadFailure) throw error;
    throw new UploadFailure(name, "refused", { cause: error });
  }
}
