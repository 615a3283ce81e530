import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Entry, PageValue } from "./entry.ts";
import { keyOf } from "./known-pages.ts";
import { pageCache } from "./page-cache.ts";

/** A cached page in the form in which it is sent. */
interface Ready {
  readonly body: Buffer;
  readonly tag: string;
}

interface Connection {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** As Next sends it: the same URL also has the payloads for navigation inside the app. */
const VARY = "rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch";
const INTERNAL_HEADERS: ReadonlySet<string> = new Set(["x-next-cache-tags"]);

const ready = new WeakMap<Entry, Ready>();

function readyOf(entry: Entry, page: PageValue): Ready {
  const known = ready.get(entry);
  if (known) return known;
  const body = Buffer.from(page.html);
  const made = { body, tag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"` };
  ready.set(entry, made);
  return made;
}

/** Whether the entry is past its lifetime: Next then serves it and renders it again in the background. */
function isDue({ lifetime, storedAtMs }: Entry): boolean {
  const seconds = lifetime?.revalidate;
  return typeof seconds !== "number" ? seconds === undefined : storedAtMs + seconds * 1000 < Date.now();
}

function sendPage({ request, response }: Connection, page: PageValue, { body, tag }: Ready): void {
  for (const [name, value] of Object.entries(page.headers ?? {}))
    if (value !== undefined && !INTERNAL_HEADERS.has(name)) response.setHeader(name, value);
  response.setHeader("Vary", VARY);
  response.setHeader("ETag", tag);
  const known = request.headers["if-none-match"];
  // A compressed response has the same tag, marked as weak.
  if (known === tag || known === `W/${tag}`) {
    response.writeHead(304).end();
    return;
  }
  response.statusCode = page.status ?? 200;
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.setHeader("Content-Length", body.length);
  response.end(request.method === "HEAD" ? undefined : body);
}

/**
 * Serves a public page from the cache, without Next and at a fraction of the cost: the same bytes, headers and policy. Returns
 * false, and sends nothing, for a page that is not cached or is past its lifetime, and for anything but a document.
 */
export async function serveFromCache(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<boolean> {
  const key = keyOf(path);
  if (key === undefined || request.headers["rsc"] !== undefined) return false;
  const entry = await pageCache().store.get(key);
  if (!entry || entry.value.kind !== "APP_PAGE" || isDue(entry)) return false;
  sendPage({ request, response }, entry.value, readyOf(entry, entry.value));
  return true;
}
