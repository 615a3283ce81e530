import { createHash } from "node:crypto";
import { EARLY_SCRIPT } from "./early-script.ts";

export interface CspOptions {
  /** For a page rendered per request: the nonce that its scripts and styles carry. */
  readonly nonce?: string;
  /** For a page from the cache: the result of {@link hashInlineScripts}. */
  readonly scriptHashes?: readonly string[];
  /** Inline `<style>` elements of such a page, from {@link hashInlineStyles}. */
  readonly styleHashes?: readonly string[];
  /** Other origins that pages may connect to (the realtime gateway), as http(s) or ws(s) origins. Both schemes are allowed for each. */
  readonly connectOrigins: readonly string[];
  /** Development only: allows what hot reloading needs, including `eval`. */
  readonly development?: boolean;
}

const REPORT_PATH = "/api/csp-report";

function bothSchemes(origin: string): string[] {
  const rest = origin.replace(/^(https?|wss?):\/\//, "");
  const secure = origin.startsWith("https:") || origin.startsWith("wss:");
  return secure ? [`https://${rest}`, `wss://${rest}`] : [`http://${rest}`, `ws://${rest}`];
}

/**
 * The policy of an HTML page. With a nonce, it allows scripts that carry it and the scripts that those load; with hashes, the
 * listed inline scripts and our own files. The early script, which every page starts with, is allowed by its hash. Other
 * inline code, `eval`, plug-ins, frames and `<base>` are never allowed.
 */
export function buildCsp(options: CspOptions): string {
  const quote = (items: readonly string[]) => items.map((item) => `'${item}'`);
  const scripts = options.nonce
    ? ["'self'", `'nonce-${options.nonce}'`, "'strict-dynamic'", ...quote([EARLY_SCRIPT_HASH])]
    : ["'self'", ...quote(options.scriptHashes ?? [])];
  const styles = options.nonce
    ? ["'self'", `'nonce-${options.nonce}'`]
    : ["'self'", ...quote(options.styleHashes ?? [])];
  const connect = ["'self'", ...options.connectOrigins.flatMap(bothSchemes)];
  const directives: readonly (readonly [string, readonly string[]])[] = [
    ["default-src", ["'none'"]],
    ["script-src", options.development ? ["'self'", "'unsafe-inline'", "'unsafe-eval'"] : scripts],
    ["style-src", options.development ? ["'self'", "'unsafe-inline'"] : styles],
    ["img-src", ["'self'", "data:", "blob:"]],
    ["font-src", ["'self'"]],
    ["connect-src", options.development ? [...connect, "ws:"] : connect],
    ["manifest-src", ["'self'"]],
    ["media-src", ["'self'"]],
    ["worker-src", ["'self'"]],
    ["form-action", ["'self'"]],
    ["frame-ancestors", ["'none'"]],
    ["base-uri", ["'none'"]],
    ["object-src", ["'none'"]],
    ["report-uri", [REPORT_PATH]],
    ["report-to", ["csp"]],
  ];
  return directives.map(([name, values]) => `${name} ${values.join(" ")}`).join("; ");
}

const sha256 = (text: string) => `sha256-${createHash("sha256").update(text).digest("base64")}`;

const EARLY_SCRIPT_HASH = sha256(EARLY_SCRIPT);

// A script element as a browser's parser sees it: the name in any case, up to the first end tag of that name.
const SCRIPT = /<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi;
const STYLE = /<style\b([^>]*)>([\s\S]*?)<\/style\s*>/gi;

function hashInline(html: string, element: RegExp): string[] {
  const hashes = new Set<string>();
  for (const [, attributes = "", body = ""] of html.matchAll(element)) {
    // A script with a source has no inline body. Data blocks (JSON-LD) are not run; hashing them is harmless.
    if (body !== "" && !/(?:^|\s)src\s*=/i.test(attributes)) hashes.add(sha256(body));
  }
  return [...hashes];
}

/** CSP sources (`sha256-…`) of a page's inline scripts, each once, in order. Line ends are `\n`, as we render them. */
export function hashInlineScripts(html: string): string[] {
  return hashInline(html, SCRIPT);
}

/** The same for its `<style>` elements. */
export function hashInlineStyles(html: string): string[] {
  return hashInline(html, STYLE);
}
