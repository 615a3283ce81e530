import type { ServerResponse } from "node:http";
import { addLinkIntegrity, type Integrity } from "./integrity.ts";

export const CSP_HEADER = "Content-Security-Policy";

/** Browsers keep the page and ask before each use whether it is still current: it may have been invalidated since. */
export const REVALIDATE_EACH_TIME = "public, max-age=0, must-revalidate";

/** When to come again, where nothing more exact is known. */
export const RETRY_SECONDS = 2;

/**
 * Completes and corrects headers that handlers, Next and the page cache set. Every 503 says when to come again. Hides what renders the pages. Of several Cache-Control headers the
 * stricter one counts, and no browser serves a page for a year while it revalidates. Preloads get the `integrity` of their tags.
 */
export function settleHeaders(response: ServerResponse, integrity: Integrity): void {
  response.removeHeader("X-Powered-By");
  if (response.statusCode === 503 && !response.hasHeader("Retry-After"))
    response.setHeader("Retry-After", RETRY_SECONDS);
  const values = [response.getHeader("Cache-Control") ?? []].flat().map(String);
  const value = values.find((each) => each.includes("no-store")) ?? values[0];
  if (value !== undefined)
    response.setHeader("Cache-Control", value.includes("stale-while-revalidate") ? REVALIDATE_EACH_TIME : value);
  const links = response.getHeader("Link");
  if (links !== undefined) response.setHeader("Link", addLinkIntegrity([links].flat().join(", "), integrity));
}

/** Sets what `writeHead` was called with: the status, an optional message, optional headers. */
export function setHead(response: ServerResponse, status: number, rest: readonly unknown[]): void {
  const [first, second] = rest;
  response.statusCode = status;
  if (typeof first === "string") response.statusMessage = first;
  setHeaders(response, typeof first === "string" ? second : first);
}

/** Sets headers in any shape that `writeHead` takes: an object, or a flat or nested list. */
function setHeaders(response: ServerResponse, headers: unknown): void {
  if (typeof headers !== "object" || headers === null) return;
  if (!Array.isArray(headers)) {
    for (const [name, value] of Object.entries(headers)) {
      if (typeof value === "string" || typeof value === "number" || Array.isArray(value))
        response.setHeader(name, value as string | number | string[]); // the types of a header value
    }
    return;
  }
  const flat: unknown[] = headers.flat();
  for (let index = 0; index + 1 < flat.length; index += 2)
    response.appendHeader(String(flat[index]), String(flat[index + 1]));
}
