import { createReadStream } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Exchange } from "./exchange.ts";
import { encodingFor } from "./pack-answer.ts";

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

/** Names that we give to files: no dot first in any part, so neither `..` nor hidden files. */
const SAFE = /^[A-Za-z0-9_~-][A-Za-z0-9_.~-]*(\/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)*$/;
const NAME_LENGTH_MAX = 300;
const WHOLE_BYTES_MAX = 4 * 1024 * 1024;

export interface StaticFilesOptions {
  readonly root: string;
  /** The path before the file's name, with a slash at its end. */
  readonly prefix: string;
  /** Only these kinds are served. */
  readonly extensions: readonly string[];
}

/** A file's path under the root, or null for any name that is not plainly one of ours. */
export function safeName(path: string, options: Pick<StaticFilesOptions, "prefix" | "extensions">): string | null {
  if (!path.startsWith(options.prefix)) return null;
  const name = path.slice(options.prefix.length);
  if (name.length > NAME_LENGTH_MAX || !SAFE.test(name)) return null;
  return options.extensions.includes(extname(name)) ? name : null;
}

/**
 * Serves files whose names change with their content, so that browsers keep them for ever. Answers false when there is no
 * such file, and nothing was sent.
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
      // A link that leads out of the folder is not a file of the folder.
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
      // Scripts and styles go out packed, as a whole, and are packed once. Pictures are packed already, and a client that takes
      // nothing packed gets a stream: a whole file each would fill the memory as fast as somebody can ask for it.
      if (encodingFor(request) !== null && /^(text|application)\//.test(type) && stat.size <= WHOLE_BYTES_MAX) {
        response.end(method === "HEAD" ? undefined : await file.readFile());
        return true;
      }
      response.writeHead(200, { "Content-Length": stat.size });
      if (method === "HEAD") response.end();
      else await pipeline(createReadStream(path, { fd: file, autoClose: false }), response).catch(() => undefined); // the reader left
      return true;
    } finally {
      await file.close();
    }
  };
}
