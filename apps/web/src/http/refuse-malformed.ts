import type { IncomingMessage } from "node:http";
import { getTranslations } from "@cartwright/messages/get-translations";
import type { Exchange } from "./exchange.ts";
import type { HostCheck } from "./host-check.ts";
import type { Layer } from "./layer.ts";
import { type ErrorResponse, sendError } from "./send-error.ts";

const text = (key: "compressed" | "method" | "oneHost" | "unknownHost") => getTranslations("requestErrors")(key);

const URL_LENGTH_MAX = 8_192;
const METHODS: readonly string[] = ["GET", "HEAD", "POST"];
/**
 * Printable ASCII without the characters that a URL must not contain, and without the fragment that clients keep to
 * themselves. Everything else is percent-encoded.
 */
const URL_SHAPE = /^\/[\x21\x24-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7c\x7e]*$/;

/** Refuses requests that none of our pages or clients would send, before their path is looked at. */
export function refuseMalformed(host: HostCheck): Layer {
  return async (exchange, next) => {
    const refusal = findRefusal(exchange, host);
    if (refusal === null) return next();
    if (refusal.status === 405) exchange.response.setHeader("Allow", METHODS.join(", "));
    sendError(exchange, { reason: "invalid_input", ...refusal });
  };
}

function findRefusal(
  { request, method, path }: Exchange,
  host: HostCheck,
): Pick<ErrorResponse, "status" | "message"> | null {
  const url = request.url ?? "";
  if (url.length > URL_LENGTH_MAX) return { status: 414 };
  if (!URL_SHAPE.test(url) || !isPlain(path)) return { status: 400 };
  if (!METHODS.includes(method)) return { status: 405, message: text("method") };
  const hosts = countHosts(request);
  if (hosts > 1 || (hosts === 0 && request.httpVersion !== "1.0")) return { status: 400, message: text("oneHost") };
  if (!path.startsWith("/api/health/") && !host.isOurs(request.headers.host))
    return { status: 421, message: text("unknownHost") };
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (encoding.toLowerCase() !== "identity") return { status: 415, message: text("compressed") };
  return null;
}

/** What a path must not contain when it is decoded: characters that one reader takes for a separator and another does not. */
const AMBIGUOUS = /%2f|%5c|%00/i;

/**
 * Whether everyone who reads the path reads the same one: it decodes, and has no segment that a URL parser would resolve
 * (`/products/../admin` is another page to Next than to the routes here).
 */
function isPlain(path: string): boolean {
  // Two slashes at the beginning name another host.
  if (AMBIGUOUS.test(path) || path.startsWith("//")) return false;
  try {
    return !decodeURIComponent(path)
      .split("/")
      .some((segment) => segment === "." || segment === "..");
  } catch {
    // A stray percent sign, or bytes that are not UTF-8.
    return false;
  }
}

/** Node keeps the first of several Host headers. A proxy in front of it may have used another one. */
function countHosts({ rawHeaders }: IncomingMessage): number {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2)
    if (rawHeaders[index]?.length === 4 && rawHeaders[index]?.toLowerCase() === "host") hosts += 1;
  return hosts;
}
