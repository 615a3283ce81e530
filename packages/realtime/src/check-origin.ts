import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a handshake's origin is allowed. Browsers always send the Origin of a WebSocket, and of every request to another
 * origin, so a foreign page is recognised on either transport. A request without it comes from the gateway's own origin, which
 * browsers mark as such, or from no browser, which has no cookies to abuse.
 */
export function isOriginAllowed(headers: IncomingHttpHeaders, allowed: ReadonlySet<string>): boolean {
  if (headers.origin !== undefined) return allowed.has(headers.origin);
  const site = headers["sec-fetch-site"];
  return site === undefined || site === "same-origin";
}
