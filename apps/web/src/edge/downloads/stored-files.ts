import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "@cartwright/core/kernel/app-error";
import { filePath, removeFile } from "@cartwright/core/kernel/stored-file";
import type { IncomingMessage, ServerResponse } from "node:http";

const LISTENERS_MAX = 20;
const FOLDER = ".files";

/** Where a file to download is. */
export const storedPath = (root: string, key: string): string => filePath(root, FOLDER, key);

/** Removes a file to download. */
export const removeStored = (root: string, key: string): Promise<void> => removeFile(storedPath(root, key));

/** Counts bytes, and fails with `too_large` at the limit. */
function createMeter(bytesMax: number) {
  const meter = { bytes: 0 };
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      meter.bytes += chunk.length;
      if (meter.bytes > bytesMax) done(new AppError("too_large"));
      else done(null, chunk);
    },
  });
  return { meter, stream };
}

/** Stores a request's body at a path, atomically, and returns its size. Nothing stays of one that fails. */
export async function storeBody(
  request: IncomingMessage,
  { path, bytesMax }: { readonly path: string; readonly bytesMax: number },
): Promise<number> {
  if (Number(request.headers["content-length"] ?? 0) > bytesMax) throw new AppError("too_large");
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  const { meter, stream } = createMeter(bytesMax);
  try {
    await pipeline(request, stream, createWriteStream(part, { flags: "wx", mode: 0o600 }));
    if (!request.complete) throw new AppError("invalid_input");
    if (meter.bytes === 0) throw new AppError("invalid_input");
    await rename(part, path);
    return meter.bytes;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Streams a file as a download. Returns false, and sends nothing, when its bytes are not there. */
export async function sendStored(
  response: ServerResponse,
  { path, name }: { readonly path: string; readonly name: string },
): Promise<boolean> {
  const handle = await open(path, "r").catch(() => null);
  if (handle === null) return false;
  try {
    const { size } = await handle.stat();
    response.writeHead(200, {
      "Content-Type": "application/octet-stream",
      "Content-Length": size,
      "Content-Disposition": `attachment; filename="${asciiName(name)}"; filename*=UTF-8''${encodeName(name)}`,
      "Cache-Control": "private, no-store",
    });
    // The layers before this one listen too, so that the pipeline's own listeners are above Node's default.
    response.setMaxListeners(LISTENERS_MAX);
    await pipeline(createReadStream(path, { fd: handle, autoClose: false }), response).catch(() => undefined); // the client left
    return true;
  } finally {
    await handle.close();
  }
}

/** For clients that do not read `filename*`. */
const asciiName = (name: string): string => name.replaceAll(/[^A-Za-z0-9 ._()-]/g, "_");
const encodeName = (name: string): string =>
  encodeURIComponent(name).replaceAll(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
