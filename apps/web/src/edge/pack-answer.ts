import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, createGzip, gzip } from "node:zlib";
import { LRUCache } from "lru-cache";
import { bytesOf, callbackOf } from "./written.ts";

const brotliPack = promisify(brotliCompress);
const gzipPack = promisify(gzip);

export type Encoding = "br" | "gzip";

/** Smaller answers fit into one packet anyway. */
export const PACK_BYTES_MIN = 1_400;
const KEPT_BYTES_MAX = 48 * 1024 * 1024;
const PACKABLE = /^(text\/|application\/(json|javascript|manifest\+json|xml)|image\/svg\+xml)/;

/** Packed answers whose bytes are the same for everybody, by tag. */
const kept = new LRUCache<string, Promise<Buffer>>({
  max: 5_000,
  maxSize: KEPT_BYTES_MAX,
  // Until it is packed its size is not known; most end near this.
  sizeCalculation: () => 24 * 1024,
});

/** The best encoding that a browser takes; null for clients that take none. */
export function encodingFor(request: IncomingMessage): Encoding | null {
  const accepted = request.headers["accept-encoding"] ?? "";
  if (/\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted)) return "br";
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted) ? "gzip" : null;
}

/** Packs a body. `quality` is Brotli's: 4 for answers that are made for one reader, more for those that are kept. */
export async function pack(body: Buffer, encoding: Encoding, quality: number): Promise<Buffer> {
  if (encoding === "gzip") return gzipPack(body, { level: 6 });
  return brotliPack(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  });
}

/** Packs a body that many will ask for, once; `tag` names its bytes. */
export async function packOnce(tag: string, body: Buffer, encoding: Encoding): Promise<Buffer> {
  const key = `${encoding} ${tag}`;
  const packing = kept.get(key) ?? pack(body, encoding, 7);
  kept.set(key, packing);
  packing.catch(() => kept.delete(key));
  return packing;
}

function markPacked(response: ServerResponse, encoding: Encoding): void {
  response.setHeader("Content-Encoding", encoding);
  response.appendHeader("Vary", "Accept-Encoding");
  // The same content in other bytes: a tag of bytes becomes a tag of content.
  const tag = response.getHeader("ETag");
  if (typeof tag === "string" && !tag.startsWith("W/")) response.setHeader("ETag", `W/${tag}`);
}

const isWorthIt = (response: ServerResponse) =>
  !response.headersSent &&
  response.statusCode !== 204 &&
  response.statusCode !== 304 &&
  !response.hasHeader("Content-Encoding") &&
  PACKABLE.test(String(response.getHeader("Content-Type") ?? ""));

/**
 * Packs an answer on its way out, if its reader takes that and it is text: a whole body in one go (and only once, where it
 * is a page that is kept for everybody), a streamed page piece by piece, so that what is ready is seen at once.
 */
export function packAnswer(request: IncomingMessage, response: ServerResponse): void {
  const encoding = encodingFor(request);
  if (encoding === null || request.method === "HEAD") return;
  const original = { write: response.write.bind(response), end: response.end.bind(response) };
  const stepAside = () => Object.assign(response, original);

  /** From here on everything runs through a packer. */
  function stream(): void {
    markPacked(response, "gzip");
    response.removeHeader("Content-Length");
    const packer = createGzip({ level: 5 });
    packer.on("data", (chunk: Buffer) => original.write(chunk));
    packer.on("end", () => original.end());
    response.once("close", () => packer.destroy());
    Object.assign(response, {
      write(chunk: string | Uint8Array, ...rest: unknown[]) {
        packer.write(chunk);
        packer.flush(constants.Z_SYNC_FLUSH, callbackOf(rest));
        return true;
      },
      end(...args: unknown[]) {
        const last = bytesOf(args[0], args[1]);
        if (last) packer.write(last);
        packer.end();
        return response;
      },
    });
  }

  async function sendWhole(body: Buffer, done: (() => void) | undefined): Promise<void> {
    const tag = response.getHeader("ETag");
    const shared = /public/.test(String(response.getHeader("Cache-Control") ?? ""));
    const best = encoding ?? "gzip";
    const packed = typeof tag === "string" && shared ? await packOnce(tag, body, best) : await pack(body, best, 4);
    markPacked(response, best);
    response.setHeader("Content-Length", packed.length);
    original.end(packed, done);
  }

  Object.assign(response, {
    write(...args: unknown[]) {
      stepAside();
      if (isWorthIt(response)) stream();
      return Reflect.apply(response.write.bind(response), response, args);
    },
    end(...args: unknown[]) {
      stepAside();
      const whole = bytesOf(args[0], args[1]);
      if (whole === null || whole.length < PACK_BYTES_MIN || !isWorthIt(response))
        return Reflect.apply(original.end, response, args);
      sendWhole(whole, callbackOf(args)).catch(() => {
        response.removeHeader("Content-Encoding");
        original.end(whole);
      });
      return response;
    },
  });
}
