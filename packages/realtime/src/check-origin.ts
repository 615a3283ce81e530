import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a handshake may come from where it says. Browsers always name the Origin of a WebSocket, and of every request to
 * another origin; so a foreign page is known by it, whatever the transport. Without one it is a request of the gateway's own
 * origin, which browsers mark as such, or no browser: then there are no cookies to abuse.
 */
export function isOriginAllowed(headers: IncomingHttpHeaders, allowed: ReadonlySet<string>): boolean {
  if (headers.origin !== undefined) return allowed.has(headers.origin);
  const site = headers["sec-fetch-site"];
  return site === undefined || site === "same-origin";
}
