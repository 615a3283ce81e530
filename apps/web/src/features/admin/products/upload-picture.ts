import type { AdminProduct } from "@cartwright/contracts/admin-products";
import type { AdminCategory } from "@cartwright/contracts/categories";
import type { AdminCollection } from "@cartwright/contracts/collections";
import { CSRF_HEADER } from "@cartwright/contracts/cookies";
import { FILE_BYTES_MAX } from "@cartwright/contracts/downloads";
import { isPictureType, PICTURE_BYTES_MAX } from "@cartwright/contracts/picture-upload";
import { type EndpointResponse, readRefusal, sendWithCsrf } from "../../../trpc/send-with-csrf.ts";

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

async function send({ path, headers, file }: Upload, token: string): Promise<EndpointResponse> {
  const response = await fetch(path, {
    method: "POST",
    credentials: "same-origin",
    headers: { ...headers, [CSRF_HEADER]: token },
    body: file,
  });
  return { status: response.status, body: await response.json() };
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

/** Uploads the picture of a category in place of the one it has; returns the category. Throws {@link UploadFailure}. */
export async function uploadCategoryPicture(categoryId: string, file: File): Promise<AdminCategory> {
  return (await upload(pictureUpload(`/api/uploads/categories/${categoryId}/picture`, file))) as AdminCategory; // the endpoint's 201
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
    const { status, body } = await sendWithCsrf((token) => send(request, token));
    if (status === 201) return body;
    throw new UploadFailure(name, "refused", { text: readRefusal(body).message });
  } catch (error) {
    if (error instanceof UploadFailure) throw error;
    throw new UploadFailure(name, "refused", { cause: error });
  }
}
