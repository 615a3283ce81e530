import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { ApiDeps } from "@cartwright/api/context";
import { readSitemap, readSitemapIndex } from "@cartwright/core/catalog/sitemaps/read-sitemap";
import type { Exchange } from "../http/exchange.ts";
import { sendError } from "../http/send-error.ts";

const decompress = promisify(gunzip);
const FILE = /^\/sitemaps\/([a-z]+(?:-\d{1,4})?)\.xml$/;

export const isSitemap = (path: string): boolean => path === "/sitemap.xml" || FILE.test(path);
export const sitemapLabel = (path: string): string => (path === "/sitemap.xml" ? path : "/sitemaps/[name]");

/**
 * Serves the index of the sitemaps and the files that it names. A worker writes them; until it has, a search engine is asked to come
 * back later.
 */
export async function serveSitemap(api: ApiDeps, origin: string, exchange: Exchange): Promise<void> {
  const { path, response } = exchange;
  const db = api.catalogDb ?? api.db;
  const name = FILE.exec(path)?.[1];
  if (name === undefined) {
    const index = await readSitemapIndex(db, origin);
    if (index === null) return sendError(exchange, { reason: "unavailable", retryAfterSeconds: 60 });
    return send(exchange, Buffer.from(index));
  }
  const file = await readSitemap(db, name);
  if (file === null) return sendError(exchange, { reason: "not_found" });
  response.setHeader("Last-Modified", file.writtenAt.toUTCString());
  response.setHeader("Vary", "Accept-Encoding");
  if (!acceptsGzip(exchange)) return send(exchange, await decompress(file.content));
  response.setHeader("Content-Encoding", "gzip");
  send(exchange, file.content);
}

const acceptsGzip = ({ request }: Exchange) => /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");

function send({ method, response }: Exchange, body: Buffer): void {
  response.setHeader("Content-Type", "application/xml; charset=utf-8");
  response.setHeader("Cache-Control", "public, max-age=3600");
  response.end(method === "HEAD" ? undefined : body);
}
