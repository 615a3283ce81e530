import { createReadStream } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Exchange } from "../http/exchange.ts";
import { encodingFor } from "../http/compress-response.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".avif": "image/avif",
  ".webp": "image/webp",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".ico": "image/x-icon",
  ".svg": "image/svg+xml",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};

/** The names of our files. No part begins with a dot, so neither `..` nor hidden files match. */
const SAFE = /^[A-Za-z0-9_~-][A-Za-z0-9_.~-]*(\/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)*$/;
const NAME_LENGTH_MAX = 300;
const WHOLE_BYTES_MAX = 4 * 1024 * 1024;

export interface StaticFilesOptions {
  readonly root: string;
  /** The path before the file's name, with a slash at its end. */
  readonly prefix: string;
  /** Other extensions are not served. */
  readonly extensions: readonly string[];
}

/** A file's path under the root, or null for a name that is not in our format. */
export function safeName(path: string, options: Pick<StaticFilesOptions, "prefix" | "extensions">): string | null {
  if (!path.startsWith(options.prefix)) return null;
  const name = path.slice(options.prefix.length);
  if (name.length > NAME_LENGTH_MAX || !SAFE.test(name)) return null;
  return options.extensions.includes(extname(name)) ? name : null;
}

/**
 * Serves files whose names change with their content, so that browsers keep them for ever. Returns false, and sends nothing,
 * when the file does not exist.
 */
export function createStaticFiles(options: StaticFilesOptions): (exchange: Exchange) => Promise<boolean> {
  return async (exchange) => {
    const name = safeName(exchange.path, options);
    if (name === null) return false;
    const path = join(options.root, name);
    const file = await open(path, "r").catch(() => null);
    if (file === null) return false;
    try {
      const [stat, actual, root] = await Promise.all([file.stat(), realpath(path), realpath(options.root)]);
      // A link may lead out of the folder.
      if (!stat.isFile() || !actual.startsWith(root + sep)) return false;
      const { request, response, method } = exchange;
      const tag = `"${stat.size.toString(36)}-${Math.floor(stat.mtimeMs).toString(36)}"`;
      response.setHeader("ETag", tag);
      response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
      if (request.headers["if-none-match"]?.replace(/^W\//, "") === tag) {
        response.writeHead(304).end();
        return true;
      }
      const type = TYPES[extname(name)] ?? "application/octet-stream";
      response.setHeader("Content-Type", type);
      // Scripts and styles are compressed as a whole, and only once. Images are compressed already. A client that accepts no
      // encoding gets a stream: whole files would fill the memory as fast as it can send requests.
      if (encodingFor(request) !== null && /^(text|application)\//.test(type) && stat.size <= WHOLE_BYTES_MAX) {
        response.end(method === "HEAD" ? undefined : await file.readFile());
        return true;
      }
      response.writeHead(200, { "Content-Length": stat.size });
      if (method === "HEAD") response.end();
      else await pipeline(createReadStream(path, { fd: file, autoClose: false }), response).catch(() => undefined); // the client left
      return true;
    } finally {
      await file.close();
    }
  };
}
