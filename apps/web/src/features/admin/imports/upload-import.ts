import { CSRF_HEADER } from "@cartwright/contracts/cookies";
import type { ImportId } from "@cartwright/contracts/ids";
import { type AdminImport, IMPORT_BYTES_MAX, IMPORT_UPLOAD_PATH } from "@cartwright/contracts/product-imports";
import { type EndpointResponse, readRefusal, sendWithCsrf } from "../../../trpc/send-with-csrf.ts";

/** Why a product file was not uploaded. `text` is the server's message for a person, if it sent one. */
export class ImportUploadFailure extends Error {
  override readonly name = "ImportUploadFailure";
  readonly problem: "too_large" | "empty" | "cancelled" | "refused";
  readonly text: string | null;

  constructor(problem: ImportUploadFailure["problem"], text: string | null = null) {
    super(problem);
    this.problem = problem;
    this.text = text;
  }
}

interface UploadOptions {
  readonly signal: AbortSignal;
  /** The share that has been sent, 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** `fetch` does not tell how much of a body has been sent. */
async function send(file: File, token: string, { signal, onProgress }: UploadOptions): Promise<EndpointResponse> {
  const request = new XMLHttpRequest();
  const stop = () => request.abort();
  signal.addEventListener("abort", stop);
  try {
    return await new Promise<EndpointResponse>((resolve, reject) => {
      request.open("POST", IMPORT_UPLOAD_PATH);
      request.setRequestHeader("content-type", "text/csv");
      request.setRequestHeader("x-file-name", encodeURIComponent(file.name));
      request.setRequestHeader(CSRF_HEADER, token);
      request.responseType = "json";
      request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
      request.addEventListener("load", () => resolve({ status: request.status, body: request.response as unknown }));
      request.addEventListener("error", () => reject(new ImportUploadFailure("refused")));
      request.addEventListener("abort", () => reject(new ImportUploadFailure("cancelled")));
      request.send(file);
    });
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** Uploads a product file, and returns the id of its import. Throws {@link ImportUploadFailure}. */
export async function uploadImport(file: File, options: UploadOptions): Promise<ImportId> {
  if (file.size > IMPORT_BYTES_MAX) throw new ImportUploadFailure("too_large");
  if (file.size === 0) throw new ImportUploadFailure("empty");
  const { status, body } = await sendWithCsrf((token) => send(file, token, options));
  if (status === 201) return (body as AdminImport).id; // the endpoint's 201
  throw new ImportUploadFailure("refused", readRefusal(body).message);
}
