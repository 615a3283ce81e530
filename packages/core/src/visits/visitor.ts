// cspell:ignore embedly facebookexternalhit httpclient libwww mobi okhttp pagespeed
import { createHmac } from "node:crypto";

/** Who counts as one visitor. Pure. */

/** Programs that say so, or that no browser claims to be. */
const PROGRAM =
  /bot\b|bot[/\s;_-]|crawl|spider|slurp|scrap|fetch|monitor|uptime|probe|preview|headless|lighthouse|pagespeed|archiver|validator|facebookexternalhit|embedly|whatsapp|curl|wget|python|java\/|okhttp|go-http|httpclient|axios|node\b|ruby|perl|php|libwww|postman|insomnia/i;

/** Every browser's User-Agent has begun like this since the nineties. */
const BROWSER = /^Mozilla\/\d/;

/** Whether a User-Agent is that of a browser that a person uses, as far as it says. */
export const isBrowser = (userAgent: string): boolean => BROWSER.test(userAgent) && !PROGRAM.test(userAgent);

/** The first match wins, because most browsers also claim to be others. */
const FAMILIES = [
  /\bEdgA?\//,
  /\bOPR\//,
  /\bSamsungBrowser\//,
  /\b(Firefox|FxiOS)\//,
  /\b(Chrome|CriOS)\//,
  /\bSafari\//,
];
const MOBILE = /Mobi|Android|iPhone|iPad/;

/**
 * The kind of a browser, one of 14. Not the User-Agent itself: whoever sends another one with each request would be another visitor
 * each time.
 */
export function kindOf(userAgent: string): number {
  const family = FAMILIES.findIndex((shape) => shape.test(userAgent)) + 1;
  return family * 2 + (MOBILE.test(userAgent) ? 1 : 0);
}

const HASH_BYTES = 16;

/** The hash of a visitor under the key of a day. Without the key nothing can be told from it, and nothing compared with it. */
export function hashVisitor(key: Buffer, address: string, kind: number): Buffer {
  return createHmac("sha256", key).update(`${kind} ${address}`).digest().subarray(0, HASH_BYTES);
}
