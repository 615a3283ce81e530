import { isIP } from "node:net";
import { isPublicAddress } from "./is-public-address.ts";

/** What is wrong with the URL of an endpoint. The words are in packages/messages (`fieldProblems.webhook`). */
export type TargetProblem = "invalid" | "https" | "login" | "private";

/** Which targets are allowed. Private ones are for development and tests: http, and addresses of this machine and its network. */
export interface TargetRules {
  readonly allowPrivate: boolean;
}

/** Names that no public name server knows, and those that lead to this machine or its network. */
const PRIVATE_NAME = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|test|invalid|home\.arpa)$/;

/** The host of a URL without the brackets of IPv6 and the dot of the root. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");

/**
 * What is wrong with the URL of an endpoint, as far as the URL alone says. `URL` has read the host as a browser does, so that
 * decimal, octal and hexadecimal addresses are in their usual form here. What a name resolves to is checked at each request.
 */
export function checkTarget(text: string, rules: TargetRules): TargetProblem | null {
  const url = URL.parse(text);
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return "invalid";
  if (url.username !== "" || url.password !== "") return "login";
  if (rules.allowPrivate) return null;
  if (url.protocol !== "https:") return "https";
  const host = hostOf(url);
  if (isIP(host) !== 0) return isPublicAddress(host) ? null : "private";
  return PRIVATE_NAME.test(host) || !host.includes(".") ? "private" : null;
}
