import type { ServerResponse } from "node:http";
import { addLinkIntegrity, type Integrity } from "./integrity.ts";

/** Kept by browsers, and asked about each time: the page may have been invalidated since. */
export const ASK_EACH_TIME = "public, max-age=0, must-revalidate";

/**
 * Corrects what others have set: nobody need know what renders our pages, a kept page may bring a second word about keeping
 * it (the stricter one counts), what is loaded ahead is signed as its tag is, and no browser shows for a year what it once
 * loaded ahead of a page.
 */
export function settleHeaders(response: ServerResponse, integrity: Integrity): void {
  response.removeHeader("X-Powered-By");
  const words = [response.getHeader("Cache-Control") ?? []].flat().map(String);
  const word = words.find((each) => each.includes("no-store")) ?? words[0];
  if (word !== undefined)
    response.setHeader("Cache-Control", word.includes("stale-while-revalidate") ? ASK_EACH_TIME : word);
  const links = response.getHeader("Link");
  if (links !== undefined) response.setHeader("Link", addLinkIntegrity([links].flat().join(", "), integrity));
}

/** What `writeHead` was called with: the status, perhaps a message, perhaps headers. */
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
        response.setHeader(name, value as string | number | string[]); // the shapes that a header value has
    }
    return;
  }
  const flat: unknown[] = headers.flat();
  for (let index = 0; index + 1 < flat.length; index += 2)
    response.appendHeader(String(flat[index]), String(flat[index + 1]));
}
