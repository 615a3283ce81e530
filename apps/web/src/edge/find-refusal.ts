import type { IncomingMessage } from "node:http";
import type { Exchange } from "./exchange.ts";
import type { HostCheck } from "./host-check.ts";
import type { ErrorAnswer } from "./send-error.ts";

const URL_LENGTH_MAX = 8_192;
export const METHODS: readonly string[] = ["GET", "HEAD", "POST"];
/** Printable ASCII without what has no place in a URL; percent-encoding carries the rest. */
const URL_SHAPE = /^\/[\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7c\x7e]*$/;

type Refusal = Pick<ErrorAnswer, "status" | "message">;

/** Why a request is turned away before anybody looks at what it wants: what no page and no client of ours would send. */
export function findRefusal({ request, method, path }: Exchange, host: HostCheck): Refusal | null {
  const url = request.url ?? "";
  if (url.length > URL_LENGTH_MAX) return { status: 414 };
  if (!URL_SHAPE.test(url) || !isDecodable(path)) return { status: 400 };
  if (!METHODS.includes(method)) return { status: 405, message: "Not this method." };
  const hosts = countHosts(request);
  if (hosts > 1 || (hosts === 0 && request.httpVersion !== "1.0")) return { status: 400, message: "Name one host." };
  if (!path.startsWith("/api/health/") && !host.isOurs(request.headers.host))
    return { status: 421, message: "Not this host." };
  const packed = request.headers["content-encoding"] ?? "identity";
  if (packed.toLowerCase() !== "identity") return { status: 415, message: "Send the body as it is, not packed." };
  return null;
}

function isDecodable(path: string): boolean {
  try {
    const decoded = decodeURIComponent(path);
    return !decoded.includes("\0") && !decoded.includes("\\");
  } catch {
    // A stray percent sign, or bytes that are not UTF-8.
    return false;
  }
}

/** Node keeps the first of several Host headers. A proxy before us may have gone by another. */
function countHosts({ rawHeaders }: IncomingMessage): number {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2)
    if (rawHeaders[index]?.length === 4 && rawHeaders[index]?.toLowerCase() === "host") hosts += 1;
  return hosts;
}
