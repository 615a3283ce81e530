import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, createGzip, type Gzip, gzip } from "node:zlib";
import { LRUCache } from "lru-cache";
import type { BodyStage } from "./body-stage.ts";
import { bytesOf, NOTHING, type WriteArguments } from "./write-arguments.ts";

const brotliCompressAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

export type Encoding = "br" | "gzip";

/** Smaller bodies fit into one packet anyway. */
const COMPRESSED_BYTES_MIN = 1_400;
/** Brotli's quality, for a response that is made for one reader and for one that is kept. */
const QUALITY_ONCE = 4;
const QUALITY_KEPT = 7;
const KEPT_BYTES_MAX = 48 * 1024 * 1024;
const COMPRESSIBLE = /^(text\/|application\/(json|javascript|manifest\+json|xml)|image\/svg\+xml)/;

/** Compressed responses that are the same for everyone, by ETag. */
const kept = new LRUCache<string, Promise<Buffer>>({
  max: 5_000,
  maxSize: KEPT_BYTES_MAX,
  // The size is not known until it is compressed; most end near this.
  sizeCalculation: () => 24 * 1024,
});

/** The best encoding that a client accepts; null if it accepts none. */
export function encodingFor(request: IncomingMessage): Encoding | null {
  const accepted = request.headers["accept-encoding"] ?? "";
  if (/\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted)) return "br";
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted) ? "gzip" : null;
}

async function compress(body: Buffer, encoding: Encoding, quality: number): Promise<Buffer> {
  if (encoding === "gzip") return gzipAsync(body, { level: 6 });
  return brotliCompressAsync(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  });
}

/** Compresses a body that many clients will ask for, once; `tag` identifies its bytes. */
async function compressOnce(tag: string, body: Buffer, encoding: Encoding): Promise<Buffer> {
  const key = `${encoding} ${tag}`;
  const compressing = kept.get(key) ?? compress(body, encoding, QUALITY_KEPT);
  kept.set(key, compressing);
  compressing.catch(() => kept.delete(key));
  return compressing;
}

function markCompressed(response: ServerResponse, encoding: Encoding): void {
  response.setHeader("Content-Encoding", encoding);
  response.appendHeader("Vary", "Accept-Encoding");
  // A strong ETag names exact bytes, which these no longer are.
  const tag = response.getHeader("ETag");
  if (typeof tag === "string" && !tag.startsWith("W/")) response.setHeader("ETag", `W/${tag}`);
}

const isWorthIt = (response: ServerResponse) =>
  !response.headersSent &&
  response.statusCode !== 204 &&
  response.statusCode !== 304 &&
  !response.hasHeader("Content-Encoding") &&
  COMPRESSIBLE.test(String(response.getHeader("Content-Type") ?? ""));

/**
 * Compresses a text body for a client that accepts it: a whole body at once (and only once, where the response is kept for
 * everyone), a streamed page piece by piece, so that each piece is shown as soon as it is sent.
 */
export function createCompressionStage(response: ServerResponse, encoding: Encoding, next: BodyStage): BodyStage {
  let hasBegun = false;
  let compressor: Gzip | null = null;

  function openCompressor(): Gzip {
    markCompressed(response, "gzip");
    response.removeHeader("Content-Length");
    const opened = createGzip({ level: 5 });
    opened.on("data", (chunk: Buffer) => next.write({ ...NOTHING, chunk }));
    opened.on("end", () => next.end(NOTHING));
    response.once("close", () => opened.destroy());
    return opened;
  }

  async function sendWhole(body: Buffer, callback: WriteArguments["callback"]): Promise<void> {
    const tag = response.getHeader("ETag");
    const isShared = String(response.getHeader("Cache-Control") ?? "").includes("public");
    const compressed =
      typeof tag === "string" && isShared
        ? await compressOnce(tag, body, encoding)
        : await compress(body, encoding, QUALITY_ONCE);
    markCompressed(response, encoding);
    response.setHeader("Content-Length", compressed.length);
    next.end({ ...NOTHING, chunk: compressed, callback });
  }

  return {
    write(piece) {
      if (!hasBegun && isWorthIt(response)) compressor = openCompressor();
      hasBegun = true;
      if (!compressor) return next.write(piece);
      compressor.write(bytesOf(piece) ?? "");
      compressor.flush(constants.Z_SYNC_FLUSH, piece.callback);
      return true;
    },
    end(last) {
      const body = bytesOf(last);
      if (compressor) {
        if (body) compressor.write(body);
        if (last.callback) response.once("finish", last.callback);
        compressor.end();
      } else if (hasBegun || body === null || body.length < COMPRESSED_BYTES_MIN || !isWorthIt(response)) {
        next.end(last);
      } else {
        sendWhole(body, last.callback).catch(() => {
          response.removeHeader("Content-Encoding");
          next.end(last);
        });
      }
      hasBegun = true;
    },
  };
}
