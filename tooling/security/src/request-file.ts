import { CSRF_HEADER } from "@cartwright/contracts/cookies";
import type { ScanSession } from "@cartwright/dev/scan-session";
import type { Identity, ScanTarget } from "./scan-target.ts";

export type Sessions = Readonly<Record<Exclude<Identity, "nobody">, ScanSession>>;

/** A target as the text of an HTTP request, as `sqlmap -r` reads it. */
export function requestText(target: ScanTarget, origin: string, sessions: Sessions): string {
  const session = target.as === "nobody" ? undefined : sessions[target.as];
  const headers: Record<string, string> = {
    Host: new URL(origin).host,
    Accept: "application/json",
    ...(session && { Cookie: session.SHOP_COOKIE, [CSRF_HEADER]: session.SHOP_CSRF }),
    ...(target.method === "POST" && { Origin: origin, "Sec-Fetch-Site": "same-origin" }),
    ...(target.body && { "Content-Type": target.body.type }),
    ...target.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${target.method} ${target.path} HTTP/1.1`, ...lines, "", target.body?.text ?? ""].join("\r\n");
}
